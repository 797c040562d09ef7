/** The legend as data: what each entry says. */
import type { SeriesStyle } from '../../catalog/kinds/series.ts';
import { readAt, valueAt, type ChartModel, type ChartSpec } from './model.ts';

export interface LegendEntry {
  readonly id: string;
  readonly label: string;
  readonly style: SeriesStyle;
  /** One text a line of the group, in the order of `lineNames`. */
  readonly values: readonly string[];
}

/** The names that lines have, each once: train, test. */
export const lineNames = (model: ChartModel): string[] => [
  ...new Set(model.lines.map((line) => line.name)),
];

/** @param index of x, or -1 for none: then every line shows its own last value */
export function legendEntries(spec: ChartSpec, model: ChartModel, index: number): LegendEntry[] {
  const names = lineNames(model);
  return model.groups.map((group) => ({
    id: group.id,
    label: group.note === undefined ? group.label : `${group.label}, ${group.note}`,
    style: group.style,
    values: names.map((name) => {
      const line = model.lines.find((each) => each.group === group.id && each.name === name);
      if (line === undefined) return '';
      const value = index < 0 ? valueAt(line, Infinity) : readAt(line, index);
      if (value === null) return '–';
      return spec.short(value);
    }),
  }));
}
