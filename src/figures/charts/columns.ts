/** A chart as columns of numbers: what its table shows and its CSV holds. */
import { readAt, spreadAt, type ChartModel, type ChartSpec } from './model.ts';

export interface Column {
  readonly head: string;
  /** @param index of x */
  readonly read: (index: number) => number | null;
  readonly format: (value: number) => string;
}

/** One column a line; for a mean over seeds also its least, its greatest and their number. */
export function chartColumns(spec: ChartSpec, model: ChartModel): Column[] {
  const label = new Map(model.groups.map((group) => [group.id, group.label]));
  return model.lines.flatMap((line): Column[] => {
    const name = `${label.get(line.group) ?? line.group} ${line.name}`.trimEnd();
    const { format } = spec;
    if (line.spread === undefined) {
      return [{ head: name, format, read: (index) => readAt(line, index) }];
    }
    const around = (key: 'low' | 'high' | 'count') => (index: number) =>
      spreadAt(line, index)?.[key] ?? null;
    return [
      { head: `${name}, mean`, format, read: (index) => readAt(line, index) },
      { head: 'least', format, read: around('low') },
      { head: 'greatest', format, read: around('high') },
      { head: 'seeds', format: String, read: around('count') },
    ];
  });
}
