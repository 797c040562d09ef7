/** A chart in words: the summary below it, and the values at one x. */
import {
  lastIndex,
  mainLine,
  readAt,
  spreadAt,
  type ChartLine,
  type ChartModel,
  type ChartSpec,
  type SpreadAt,
} from './model.ts';
import type { OutOfRange } from './range.ts';
import type { XWindow } from './window.ts';
import { count } from '../../base/numbers.ts';

/** "epoch 3", "step 1,200". */
export const xText = (spec: ChartSpec, x: number): string =>
  `${spec.xLabel} ${count(Math.round(x))}`;

/** "60.1 %", and for a mean over seeds "60.1 %, 59.8 to 60.5 over 3 of 5 seeds". */
function figureText(spec: ChartSpec, line: ChartLine, index: number): string | null {
  const value = readAt(line, index);
  if (value === null) return null;
  return spec.format(value) + spreadText(spec, spreadAt(line, index));
}

function spreadText(spec: ChartSpec, spread: SpreadAt | null): string {
  if (spread === null) return '';
  const { low, high, count: so, of } = spread;
  const seeds = so < of ? ` over ${so} of ${of} seeds` : '';
  return `, ${spec.short(low)} to ${spec.short(high)}${seeds}`;
}

/** Every line at one x: "epoch 3. Xavier: train 60.1 %, test 59.8 %. …" */
export function reading(spec: ChartSpec, model: ChartModel, index: number): string {
  const x = model.x[index];
  if (x === undefined) return '';
  const parts = model.groups.map((group) => {
    const figures = model.lines
      .filter((line) => line.group === group.id)
      .map((line) => {
        const shown = figureText(spec, line, index) ?? 'no value';
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
  readonly spread: SpreadAt | null;
}

/** The last x that every line has reached, without those that stopped early. */
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
      : [{ label, name: line.name, value, spread: spreadAt(line, index) }];
  });
}

export interface DescribedContext {
  /** The visible part of x; null for all of it. */
  readonly window?: XWindow | null;
  /** Lines that leave the axis. */
  readonly beyond?: readonly OutOfRange[];
}

/** The chart's summary: best and worst at the last x that all lines have reached. */
export function describe(spec: ChartSpec, model: ChartModel, aside: DescribedContext = {}): string {
  return [
    windowText(spec, aside.window ?? null),
    comparison(spec, model),
    stoppedText(model),
    beyondText(spec, model, aside.beyond ?? []),
    model.note === undefined ? '' : `${model.note}.`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

const windowText = (spec: ChartSpec, window: XWindow | null): string =>
  window === null
    ? ''
    : `Showing ${spec.xLabel}s ${count(window[0])} to ${count(window[1])} of ${count(spec.xRange[1])}.`;

function stoppedText(model: ChartModel): string {
  const stopped = model.groups.flatMap(({ label, note }) =>
    note === undefined ? [] : [`${label} ${note}`],
  );
  return stopped.length === 0 ? '' : `Not compared: ${stopped.join(', ')}.`;
}

/** More lines than this are counted and not named. */
const maxNamed = 3;

function beyondText(spec: ChartSpec, model: ChartModel, found: readonly OutOfRange[]): string {
  const label = new Map(model.groups.map((group) => [group.id, group.label]));
  const named = found
    .slice(0, maxNamed)
    .map(({ line, value }) =>
      [label.get(line.group) ?? '', line.name, 'to', spec.format(value)]
        .filter((part) => part !== '')
        .join(' '),
    );
  if (named.length === 0) return '';
  const more = found.length - named.length;
  return `Beyond the axis: ${named.join(', ')}${more > 0 ? ` and ${count(more)} more` : ''}.`;
}

function comparison(spec: ChartSpec, model: ChartModel): string {
  const end = commonEnd(model);
  const x = model.x[end];
  const found = valuesAt(model, end).toSorted((a, b) => a.value - b.value);
  const [low, high] = [found[0], found.at(-1)];
  if (x === undefined || low === undefined || high === undefined) return '';
  const figure = ({ name, value, spread }: Last) =>
    `${name === '' ? '' : `${name} `}${spec.format(value)}${spreadText(spec, spread)}`;
  const where = `At ${xText(spec, x)}`;
  if (found.length === 1) return `${where}: ${figure(low)}.`;
  const named = (last: Last) => `${last.label}, ${figure(last)}`;
  return spec.better === 'high'
    ? `${where} – highest: ${named(high)}; lowest: ${named(low)}.`
    : `${where} – lowest: ${named(low)}; highest: ${named(high)}.`;
}
