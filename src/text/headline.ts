/** The one figure of a run that is worth telling from afar. */
import type { RunState } from '../lab/state.ts';
import { bestOf, columnsOf, mainColumn } from './columns.ts';
import { trialLabel } from './labels.ts';
import type { Axis } from '../document/schema.ts';
import { isComplete } from '../document/trial-status.ts';

/** "test accuracy 84.1 %, best with Adam"; '' while there is none. */
export function headline({ trials }: Pick<RunState, 'trials'>, axes: readonly Axis[]): string {
  const columns = columnsOf(trials, axes);
  const column = mainColumn(columns);
  if (column !== undefined) {
    const figured = trials.filter(
      (trial) => isComplete(trial) && typeof column.read(trial) === 'number',
    );
    const best = bestOf(figured, column);
    const shown = figured.length === 1 ? figured[0] : figured.find(({ plan }) => best.has(plan.id));
    if (shown === undefined) return '';
    const what = `${column.name} ${column.text(shown)}`;
    return figured.length === 1 ? what : `best ${what}, with ${trialLabel(shown.plan.values)}`;
  }
  const ratio = columns.find(({ key }) => key === 'normRatio');
  const smallest = trials
    .flatMap((trial) => {
      const value = ratio?.read(trial);
      return typeof value === 'number' ? [{ trial, value }] : [];
    })
    .toSorted((a, b) => a.value - b.value)[0];
  if (ratio === undefined || smallest === undefined) return '';
  return `first layer’s gradient ÷ last’s: ${ratio.text(smallest.trial)} with ${trialLabel(smallest.trial.plan.values)}`;
}
