/** The paragraph that explains a run, below its table. */
import { isAbort, toLabError } from '../../src/base/errors.ts';
import { explain, paragraph } from '../../src/insights/explanation/explain.ts';
import { measureStarts, startsToMeasure } from '../../src/lab/starts/measure.ts';
import type { MeasuredStart } from '../../src/lab/starts/measured.ts';
import type { TrialState } from '../../src/lab/state.ts';
import type { Pool } from '../../src/pool/pool.ts';
import type { Plan } from './documents.ts';

/** '' where there is nothing to explain. Says what could not be measured; throws nothing. */
export async function explanationText(
  { experiment, trials: plans }: Plan,
  trials: readonly TrialState[],
  pool: Pick<Pool, 'inspect'>,
  datasetBase: string,
  signal: AbortSignal,
): Promise<string> {
  if (signal.aborted || explain(experiment, trials).length === 0) return '';
  let starts: readonly MeasuredStart[] = [];
  let unmeasured = '';
  try {
    starts = await measureStarts(
      startsToMeasure(plans, experiment.axes),
      (trial, options) => pool.inspect(trial, { ...options, datasetBase }),
      signal,
    );
  } catch (error) {
    if (isAbort(error)) return '';
    // The run itself is whole: its paragraph then says less.
    unmeasured = ` (Signal and gradients of the untrained networks could not be measured: ${toLabError(error).message})`;
  }
  return `\n${paragraph(explain(experiment, trials, starts))}${unmeasured}`;
}
