/** A chart in words: the summary under it and what is read out at one x. */
import { lastIndex, mainLine, readAt, type ChartModel, type ChartSpec } from './model.ts';
import { count } from '../words/format.ts';

const isWhole = (value: number): boolean => Number.isInteger(value);

/** "epoch 3", "step 1,200". */
export function xText(spec: ChartSpec, x: number): string {
  return `${spec.xLabel} ${isWhole(x) ? count(x) : count(Math.round(x))}`;
}

/** Every line at one x: "epoch 3. Xavier: train 60.1 %, test 59.8 %. …" */
export function reading(spec: ChartSpec, model: ChartModel, index: number): string {
  const x = model.x[index];
  if (x === undefined) return '';
  const parts = model.groups.map((group) => {
    const figures = model.lines
      .filter((line) => line.group === group.id)
      .map((line) => {
        const value = readAt(line, index);
        const shown = value === null ? 'no value' : spec.format(value);
        return line.name === '' ? shown : `${line.name} ${shown}`;
      });
    return `${group.label}: ${figures.join(', ')}`;
  });
  return [xText(spec, x), ...parts].join('. ');
}

interface Last {
  readonly label: string;
  readonly name: string;
  readonly value: number;
}

/** The last x that all lines which are still going, or have got to their end, have reached. */
function commonEnd(model: ChartModel): number {
  const ends = model.groups.flatMap(({ id, note }) => {
    const line = mainLine(model, id);
    const end = line === undefined ? -1 : lastIndex([line]);
    return end < 0 || note !== undefined ? [] : [end];
  });
  return ends.length === 0 ? -1 : Math.min(...ends);
}

function valuesAt(model: ChartModel, index: number): Last[] {
  return model.groups.flatMap(({ id, label, note }) => {
    const line = mainLine(model, id);
    const value = line?.values[index] ?? null;
    return line === undefined || value === null || note !== undefined
      ? []
      : [{ label, name: line.name, value }];
  });
}

/** A sentence on what the chart shows: the best and the worst where all can be compared. */
export function describe(spec: ChartSpec, model: ChartModel): string {
  const stopped = model.groups.flatMap(({ label, note }) =>
    note === undefined ? [] : [`${label} ${note}`],
  );
  const aside = stopped.length === 0 ? '' : ` Left out: ${stopped.join(', ')}.`;
  const end = commonEnd(model);
  const x = model.x[end];
  const found = valuesAt(model, end).toSorted((a, b) => a.value - b.value);
  const [low, high] = [found[0], found.at(-1)];
  if (x === undefined || low === undefined || high === undefined) return aside.trim();
  const figure = (last: Last) =>
    `${last.name === '' ? '' : `${last.name} `}${spec.format(last.value)}`;
  const where = `At ${xText(spec, x)}`;
  if (found.length === 1) return `${where}: ${figure(low)}.${aside}`;
  const named = (last: Last) => `${last.label}, ${figure(last)}`;
  return spec.better === 'high'
    ? `${where} – highest: ${named(high)}; lowest: ${named(low)}.${aside}`
    : `${where} – lowest: ${named(low)}; highest: ${named(high)}.${aside}`;
}
