/** The heatmap in words: one cell, the legend's ends, and how the best was chosen. */
import { duration } from '../../base/numbers.ts';
import type { TrialState } from '../../lab/state.ts';
import type { Column } from '../../text/columns.ts';
import { statusWords, trialLabel } from '../../text/labels.ts';
import { trialAt, type Heatmap } from './cells.ts';
import { cellText, type CellIndex } from './grid.ts';
import type { MetricScale } from './scale.ts';
import { hasEnded, isComplete } from '../../document/trial-status.ts';

/** "learning rate 0.1, batch size 16: test MSE 0.2588, done in 3.2 s". */
export function readingOf({ grid, metric, best }: Heatmap, at: CellIndex): string {
  const { panel, row, column } = at;
  const { rows, columns, panels } = grid;
  const trial = trialAt(grid, at);
  const heads = [
    rows === null ? '' : `${rows.name} ${rows.heads[row]?.label ?? ''}`,
    `${columns.name} ${columns.heads[column]?.label ?? ''}`,
    panels[panel]?.label ?? '',
  ];
  const where = heads.filter((head) => head !== '').join(', ');
  if (trial === null) return `${where}: the same trial as another cell's`;
  if (trial.status === 'running') {
    return `${where}: running, ${cellText(trial, metric)} done`;
  }
  if (!isComplete(trial)) return `${where}: ${statusWords[trial.status]}`;
  // What is seen in the cell stands in its name word for word.
  const mark = best.has(trial.plan.id) ? ' best' : '';
  return `${where}: ${metric.name} ${metric.text(trial)}${mark}, done in ${duration(trial.seconds)}`;
}

/** What stands at the pale and at the strong end of the legend. */
export function legendText(
  { better, name, write }: Column,
  scale: MetricScale | null,
): { readonly low: string; readonly high: string } {
  const words = better === null ? ['less', 'more'] : ['worse', 'better'];
  if (scale === null) return { low: words[0]!, high: `${words[1]!}: ${name}` };
  const written = (place: number): string => write?.(scale.value(place)) ?? '';
  if (scale.low === scale.high) return { low: '', high: written(1) };
  return { low: `${words[0]!}, ${written(0)}`, high: `${written(1)}, ${words[1]!}` };
}

/**
 * Which cell is the best, by what it was chosen, and what that is worth.
 * @param metrics where the test figure beside a validation figure is looked up
 */
export function choiceText(
  trials: readonly TrialState[],
  metric: Column,
  best: ReadonlySet<string>,
  metrics: readonly Column[] = [],
): string {
  if (metric.better === null)
    return 'Neither end of this figure is the better one; no cell is marked.';
  const found = trials.filter(({ plan }) => best.has(plan.id));
  const [first, ...others] = found;
  const open = trials.some((trial) => !hasEnded(trial));
  if (first === undefined) {
    return open
      ? 'The best cell is marked as soon as two are done.'
      : 'No two cells have ended with a figure to compare.';
  }
  const more = others.length === 0 ? '' : ` and ${others.length} more`;
  const which = `${open ? 'Best so far' : 'Best'}: ${trialLabel(first.plan.values)}${more}, ${metric.name} ${metric.text(first)}.`;
  if (metric.chosenBy !== undefined) {
    return `${which} Chosen by its ${metric.chosenBy}, so the test part had no say in it.`;
  }
  const tested = metrics.find(({ of }) => of?.part === 'test' && of.metric === metric.of?.metric);
  if (metric.of?.part === 'validation' && tested !== undefined) {
    return `${which} Its ${tested.name}, which had no say in it, is ${tested.text(first)}.`;
  }
  if (metric.of?.part !== 'test') return which;
  return `${which} Chosen by the test part itself, which flatters it: hold back validation rows in the set-up to choose without it.`;
}
