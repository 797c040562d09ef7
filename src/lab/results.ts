/** From a run's last snapshot to the results document. */
import type { PlannedTrial } from '../document/expand.ts';
import { stepsPerEpoch } from '../document/parameters.ts';
import type { Experiment } from '../document/schema.ts';
import type { ResultsDocument, TrialResult, TrialStatus } from '../document/results.ts';
import { labVersion } from '../base/version.ts';
import { engineOfRecord, engineRecord } from './engine-record.ts';
import { waitingTrial } from './reduce.ts';
import type { RunState, TrialState } from './state.ts';

const statusOf = (trial: TrialState): TrialStatus =>
  trial.status === 'waiting' || trial.status === 'running' ? 'cancelled' : trial.status;

/** What a document says of an engine: ours, another program's by its name, or "none". */
export const engineText = ({ engine, otherEngine }: TrialState): string =>
  engine === null ? (otherEngine ?? 'none') : engineRecord(engine);

/** JSON has no infinity: what is not finite is null, there and in the document itself. */
const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** One trial's part of the results document; `trialStateOf` reads it back. */
export function trialResult(trial: TrialState): TrialResult {
  return {
    id: trial.plan.id,
    values: trial.plan.values,
    status: statusOf(trial),
    seconds: trial.seconds,
    engine: engineText(trial),
    epochs: trial.epochs,
    ...(trial.batchLosses.length > 0 ? { batchLosses: trial.batchLosses } : {}),
    ...(trial.gradientNorms === null
      ? {}
      : {
          gradientNorms: {
            loss: finiteOrNull(trial.gradientNorms.loss),
            activations: trial.gradientNorms.activations.map(finiteOrNull),
          },
        }),
    ...(trial.deadUnits === undefined ? {} : { deadUnits: trial.deadUnits }),
    ...(trial.baseline === undefined ? {} : { baseline: trial.baseline }),
    ...(trial.classes === undefined ? {} : { classes: trial.classes }),
    ...(trial.error === null ? {} : { error: trial.error }),
  };
}

/**
 * The other way: a trial's state from its part of a results document.
 * @param row the trial's device and the hash of its weights, which the document's passport has
 */
export function trialStateOf(
  result: Omit<TrialResult, 'values'>,
  plan: PlannedTrial,
  { device, weights }: { readonly device?: string; readonly weights?: string } = {},
): TrialState {
  const waiting = waitingTrial(plan);
  const { gradientNorms, deadUnits, baseline, classes } = result;
  // Numbers of a document may have digits that no float32 has.
  const losses = (result.batchLosses ?? []).map(Math.fround);
  const steps = Math.max(losses.length, result.epochs.length * stepsPerEpoch(plan.trial));
  const engine = engineOfRecord(result.engine);
  return {
    ...waiting,
    status: result.status,
    stepsDone: result.status === 'done' ? waiting.stepsTotal : Math.min(steps, waiting.stepsTotal),
    epochs: result.epochs,
    batchLosses: losses,
    gradientNorms:
      gradientNorms === undefined
        ? null
        : {
            loss: gradientNorms.loss ?? NaN,
            activations: gradientNorms.activations.map((norm) => norm ?? NaN),
          },
    ...(deadUnits === undefined ? {} : { deadUnits }),
    ...(baseline === undefined ? {} : { baseline }),
    ...(classes === undefined ? {} : { classes }),
    engine: engine === null || device === undefined ? engine : { ...engine, device },
    ...(weights === undefined ? {} : { weights }),
    ...(engine === null && result.engine !== 'none' ? { otherEngine: result.engine } : {}),
    seconds: result.seconds,
    error: result.error ?? null,
  };
}

/**
 * @param checksums what was trained on, by dataset name: sha256, or the recipe of a stand-in
 * @param userAgent of the browser or runtime
 */
export function resultsDocument(
  experiment: Experiment,
  state: Pick<RunState, 'trials'>,
  checksums: Readonly<Record<string, string>>,
  userAgent: string,
): ResultsDocument {
  const engines = new Set(state.trials.map(engineText).filter((engine) => engine !== 'none'));
  return {
    format: 'a2-results',
    version: 1,
    experiment,
    environment: {
      lab: labVersion,
      engine: [...engines].join(', '),
      userAgent,
      datasets: checksums,
    },
    trials: state.trials.map((trial) => trialResult(trial)),
  };
}
