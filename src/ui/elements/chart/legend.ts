/** Where the legend stands: beside the plot at the lines' ends, or below it. */
import { lineNames } from '../../../figures/charts/legend.ts';
import type { ChartModel } from '../../../figures/charts/model.ts';
import { spread } from '../../../figures/charts/spread.ts';

/** Height of an entry beside the plot, in CSS pixels. */
export const entryHeight = 22;

/** Width in CSS pixels that the longest label asks for, within reason, and its values. */
export function gutterWidth(model: ChartModel): number {
  const longest = Math.max(
    0,
    ...model.groups.map(({ label, note = '' }) => label.length + note.length),
  );
  return 48 + Math.min(190, Math.max(70, longest * 7.2)) + lineNames(model).length * 54;
}

/** Whether labels can stand beside a plot of this height. */
export const fitsBeside = (entries: number, height: number): boolean =>
  entries * entryHeight <= height - 24;

/** Tops of the entries: at their lines' ends, or from the top where there is no line yet. */
export function entryTops(
  ids: readonly string[],
  ends: ReadonlyMap<string, number>,
  height: number,
): number[] {
  const wishes = ids.map((id, index) => ends.get(id) ?? 20 + (index + 0.5) * entryHeight);
  const half = entryHeight / 2;
  return spread(wishes, entryHeight, half, height - 44).map((centre) => centre - half);
}

/** Labels follow their lines, except while the pointer is over one. */
export function placeLegend(
  legend: HTMLElement,
  { groups }: ChartModel,
  beside: boolean,
  ends: ReadonlyMap<string, number>,
  height: number,
): void {
  const items = [...legend.querySelectorAll<HTMLElement>('li')];
  if (!beside) {
    for (const item of items) item.style.transform = '';
    return;
  }
  if (legend.matches(':hover') && items[0]?.style.transform !== '') return;
  const ids = groups.map((group) => group.id);
  const tops = entryTops(ids, ends, height);
  items.forEach((item, index) => {
    item.style.transform = `translateY(${Math.round(tops[index] ?? 0)}px)`;
  });
}
