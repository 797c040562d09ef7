/** The one figure that summarises a run. */
import type { RunState } from '../lab/state.ts';
import { bestOf, columnsOf, mainColumn } from './columns.ts';
import { trialLabel } from './labels.ts';
import type { Axis } from '../document/schema.ts';
import { isComplete } from '../document/trial-status.ts';

/** "best test accuracy 84.1 %, with Adam"; '' while there is none. */
export function headline({ trials }: Pick<RunState, 'trials'>, axes: readonly Axis[]): string {
  const columns = columnsOf(trials, axes);
  const column = mainColumn(columns);
  if (column !== undefined) {
    const measured = trials.filter(
      (trial) => isComplete(trial) && typeof column.read(trial) === 'number',
    );
    const best = bestOf(measured, column);
    const shown =
      measured.length === 1 ? measured[0] : measured.find(({ plan }) => best.has(plan.id));
    if (shown === undefined) return '';
    const what = `${column.name} ${column.text(shown)}`;
    return measured.length === 1 ? what : `best ${what}, with ${trialLabel(shown.plan.values)}`;
  }
  const ratio = columns.find(({ key }) => key === 'normRatio');
  const smallest = trials
    .flatMap((trial) => {
      const value = ratio?.read(trial);
      return typeof value === 'number' ? [{ trial, value }] : [];
    })
    .toSorted((a, b) => a.value - b.value)[0];
  if (ratio === undefined || smallest === undefined) return '';
  return `gradient norm, first ÷ last layer: ${ratio.text(smallest.trial)} with ${trialLabel(smallest.trial.plan.values)}`;
}
