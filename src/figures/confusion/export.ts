/** The confusion matrix as files: its counts as CSV, and a standalone SVG. */
import { textWidth } from '../charts/svg-parts.ts';
import { lightTheme } from '../charts/svg-theme.ts';
import { csvText } from '../../formats/csv.ts';
import type { Anchor, Mark } from '../marks.ts';
import { svgMarks, svgSheet, type Look, type Looks } from '../svg.ts';
import { confusionRows, confusionTitle, type ConfusionCell, type Matrix } from './cells.ts';

export const confusionCsv = (matrix: Matrix, names: readonly string[]): string =>
  csvText([['true class', ...names], ...matrix.map((row, truth) => [names[truth] ?? '', ...row])]);

const size = { width: 64, height: 34 };
const font = 12;
/** The darkest shade still carries dark text. */
const darkest = 0.35;

type Role = 'title' | 'name' | 'note' | 'count' | 'correct';

const { ink, soft, grid, series } = lightTheme;
const looks: Looks<Role> = {
  title: { fill: ink, 'font-weight': 600, 'font-size': 15 },
  name: { fill: ink },
  note: { fill: soft },
  count: { fill: ink },
  correct: { fill: ink, 'font-weight': 600 },
};

const words = (
  role: Role,
  x: number,
  y: number,
  text: string,
  anchor: Anchor = 'middle',
  look: Look = {},
): string => {
  const mark: Mark<Role> = { kind: 'text', role, x, y, text, anchor };
  return svgMarks([mark], { ...looks, [role]: { ...looks[role], ...look } });
};

export function confusionSvg(matrix: Matrix, names: readonly string[]): string {
  const longest = Math.max(0, ...names.map((name) => textWidth(name, font)));
  const left = longest + 28;
  // Column names are rotated by 90°.
  const top = longest + 62;
  const upright = (role: Role, at: number, text: string): string => {
    const x = left + (at + 0.5) * size.width + 4;
    const y = top - 8;
    return words(role, x, y, text, 'start', { transform: `rotate(-90 ${x} ${y})` });
  };
  const rows = confusionRows(matrix, names).flatMap(({ name, cells, accuracy }, row) => {
    const y = top + row * size.height;
    const baseline = y + size.height / 2 + 4;
    return [
      words('name', left - 10, baseline, name, 'end'),
      ...cells.map((cell, at) => drawnCell(cell, left + at * size.width, y)),
      words('note', left + (cells.length + 0.5) * size.width, baseline, accuracy),
    ];
  });
  return svgSheet(
    {
      title: confusionTitle,
      width: left + (matrix.length + 1) * size.width + 12,
      height: top + matrix.length * size.height + 12,
      fontSize: font,
    },
    words('title', 12, 24, confusionTitle, 'start'),
    words('note', 12, 44, 'Rows: true class; columns: predicted class', 'start'),
    ...names.map((name, at) => upright('name', at, name)),
    upright('note', names.length, 'accuracy'),
    ...rows,
  );
}

function drawnCell({ count, share, isCorrect }: ConfusionCell, x: number, y: number): string {
  const shade: Look = { stroke: grid, fill: series[5], 'fill-opacity': share * darkest };
  const box: Mark<'shade'> = { kind: 'rect', role: 'shade', x, y, ...size };
  const role = isCorrect ? 'correct' : 'count';
  return (
    svgMarks([box], { shade }) + words(role, x + size.width / 2, y + size.height / 2 + 4, count)
  );
}
