/** Exports of the confusion matrix: counts as CSV, and a standalone SVG. */
import { escaped, tag, textWidth } from '../../../figures/charts/svg-parts.ts';
import { lightTheme, svgFont } from '../../../figures/charts/svg-theme.ts';
import { csvText } from '../../../formats/csv.ts';
import { count, percent } from '../../../base/numbers.ts';

/** @param matrix [true class][predicted class], counts */
export const confusionCsv = (
  matrix: readonly (readonly number[])[],
  names: readonly string[],
): string =>
  csvText([['true class', ...names], ...matrix.map((row, truth) => [names[truth] ?? '', ...row])]);

const cell = { width: 64, height: 34 };
const font = 12;
/** The darkest shade on which dark text is readable. */
const darkest = 0.35;

/** @param matrix [true class][predicted class], counts; the shade of a cell is its row's share */
export function confusionSvg(
  matrix: readonly (readonly number[])[],
  names: readonly string[],
): string {
  const { ink, soft, grid, paper, series } = lightTheme;
  const longest = Math.max(0, ...names.map((name) => textWidth(name, font)));
  const left = longest + 28;
  // Column names are rotated.
  const top = longest + 62;
  const width = left + (matrix.length + 1) * cell.width + 12;
  const height = top + matrix.length * cell.height + 12;
  const words = (x: number, y: number, text: string, more: Record<string, string | number> = {}) =>
    tag('text', { x, y, fill: ink, 'text-anchor': 'middle', ...more }, escaped(text));
  const upright = (at: number, text: string, more: Record<string, string | number> = {}) => {
    const x = left + (at + 0.5) * cell.width + 4;
    const turned = { 'text-anchor': 'start', transform: `rotate(-90 ${x} ${top - 8})`, ...more };
    return words(x, top - 8, text, turned);
  };
  const title = 'Confusion matrix';
  const rows = matrix.flatMap((row, truth) => {
    const all = row.reduce((sum, value) => sum + value, 0);
    const y = top + truth * cell.height;
    const middle = y + cell.height / 2 + 4;
    const cells = row.map((value, predicted) => {
      const x = left + predicted * cell.width;
      const box = { x, y, width: cell.width, height: cell.height, stroke: grid };
      const share = all === 0 ? 0 : value / all;
      const bold = truth === predicted ? { 'font-weight': 600 } : {};
      return (
        tag('rect', { ...box, fill: series[5], 'fill-opacity': share * darkest }) +
        words(x + cell.width / 2, middle, count(value), bold)
      );
    });
    const right = all === 0 ? '–' : percent((row[truth] ?? 0) / all);
    return [
      words(left - 10, middle, names[truth] ?? '', { 'text-anchor': 'end' }),
      ...cells,
      words(left + (row.length + 0.5) * cell.width, middle, right, { fill: soft }),
    ];
  });
  return tag(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${Math.ceil(width)} ${height}`,
      role: 'img',
      'font-family': svgFont,
      'font-size': font,
    },
    tag('title', {}, title),
    tag('rect', { width, height, fill: paper }),
    words(12, 24, title, { 'text-anchor': 'start', 'font-weight': 600, 'font-size': 15 }),
    words(12, 44, 'rows: true classes; columns: predicted classes', {
      'text-anchor': 'start',
      fill: soft,
    }),
    ...names.map((name, at) => upright(at, name)),
    upright(names.length, 'right', { fill: soft }),
    ...rows,
  );
}
