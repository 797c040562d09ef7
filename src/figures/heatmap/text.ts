/** The heatmap in words: one cell, the legend's ends, and how the best was selected. */
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
  if (trial === null) return `${where}: same trial as another cell`;
  if (trial.status === 'running') {
    return `${where}: running, ${cellText(trial, metric)} done`;
  }
  if (!isComplete(trial)) return `${where}: ${statusWords[trial.status]}`;
  // The accessible name contains the cell's visible text.
  const mark = best.has(trial.plan.id) ? ' best' : '';
  return `${where}: ${metric.name} ${metric.text(trial)}${mark}, done in ${duration(trial.seconds)}`;
}

/** Labels of the legend's pale and strong ends. */
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
 * Which cell is the best, what it was selected by, and how far that can be trusted.
 * @param metrics to look up the test metric that belongs to a validation metric
 */
export function choiceText(
  trials: readonly TrialState[],
  metric: Column,
  best: ReadonlySet<string>,
  metrics: readonly Column[] = [],
): string {
  if (metric.better === null) return 'This metric has no better direction, so no cell is marked.';
  const found = trials.filter(({ plan }) => best.has(plan.id));
  const [first, ...others] = found;
  const open = trials.some((trial) => !hasEnded(trial));
  if (first === undefined) {
    return open
      ? 'The best cell is marked once two trials are done.'
      : 'Fewer than two trials finished with a value to compare.';
  }
  const { seed, ...settings } = first.plan.values;
  // Seeds of the same settings are best together.
  const seeds = seed === undefined ? 1 : found.length;
  const more = seeds > 1 || others.length === 0 ? '' : ` and ${others.length} more`;
  const figureOf = (column: Column): string =>
    seeds > 1 ? meanText(found, column) : column.text(first);
  const which = `${open ? 'Best so far' : 'Best'}: ${trialLabel(seeds > 1 ? settings : first.plan.values)}${more}, ${metric.name} ${figureOf(metric)}.`;
  if (metric.chosenBy !== undefined) {
    return `${which} Selected by its ${metric.chosenBy}, without the test set.`;
  }
  const tested = metrics.find(({ of }) => of?.part === 'test' && of.metric === metric.of?.metric);
  if (metric.of?.part === 'validation' && tested !== undefined) {
    return `${which} Its ${tested.name}, not used for the selection, is ${figureOf(tested)}.`;
  }
  if (metric.of?.part !== 'test') return which;
  return `${which} Selected on the test set, which is optimistic: hold back validation rows in the set-up to select on those.`;
}

/** "0.2588 ± 0.0041 (mean of 3 seeds)", with the standard deviation over the seeds. */
function meanText(trials: readonly TrialState[], { read, write }: Column): string {
  const values = trials.map((trial) => Number(read(trial)));
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const text = (value: number): string => write?.(value) ?? String(value);
  return `${text(mean)} ± ${text(Math.sqrt(squares / (values.length - 1)))} (mean of ${values.length} seeds)`;
}
