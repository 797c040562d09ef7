/** Converts between a run's trial and its part of the results document. */
import type { PlannedTrial } from '../../document/expand.ts';
import type {
  ClassCounts,
  DeadUnits,
  EpochRecord,
  MeanBaseline,
  TrialError,
} from '../../document/results.ts';
import { endOf, type TrialStatus } from '../../document/trial-status.ts';
import type { EngineInfo } from '../../protocol/worker-api.ts';
import { withDivergence, type Divergence } from './divergence.ts';
import type { TrialResult } from './document.ts';
import { engineOfRecord, engineRecord } from './engine-record.ts';
import type { Provenance } from './provenance.ts';

/** All that a document and its provenance record contain about a trial. */
export interface RecordedTrial {
  readonly plan: PlannedTrial;
  readonly status: TrialStatus;
  readonly epochs: readonly EpochRecord[];
  /** Every batch's loss so far; grows in place, so compare lengths, not identity. */
  readonly batchLosses: readonly number[];
  readonly gradientNorms: { readonly loss: number; readonly activations: readonly number[] } | null;
  /** For the trained network; only with ReLU, and only for complete trials. */
  readonly deadUnits?: DeadUnits;
  /** Regression only. */
  readonly baseline?: MeanBaseline;
  /** Classification of a user's table only. */
  readonly classes?: ClassCounts;
  /** Hash of the learnt parameters, see `weightsHash`; only for complete trials. */
  readonly weights?: string;
  readonly engine: EngineInfo | null;
  /** If an imported document names another program's engine: "torch 2.9.0". */
  readonly otherEngine?: string;
  /** Training and evaluation time so far, without waiting. */
  readonly seconds: number;
  readonly error: TrialError | null;
  /** Only for a diverged trial whose error gives the details. */
  readonly divergence?: Divergence;
  /** Only if it was not trained here: whether it was verified by retraining. */
  readonly provenance?: Exclude<Provenance, 'here'>;
}

/** A document's name for an engine: ours, another program's, or "none". */
export const engineText = ({
  engine,
  otherEngine,
}: Pick<RecordedTrial, 'engine' | 'otherEngine'>): string =>
  engine === null ? (otherEngine ?? 'none') : engineRecord(engine);

/** JSON has no infinity: non-finite values become null. */
const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Writes a trial's part of the results document; `recordedTrial` reads it back. */
export function trialResult(trial: RecordedTrial): TrialResult {
  return {
    id: trial.plan.id,
    values: trial.plan.values,
    status: endOf(trial),
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
 * Reads a trial from its part of a results document.
 * @param row the trial's device and the hash of its weights, from the provenance record
 */
export function recordedTrial(
  result: Omit<TrialResult, 'values'>,
  plan: PlannedTrial,
  { device, weights }: { readonly device?: string; readonly weights?: string } = {},
): RecordedTrial {
  const { gradientNorms, deadUnits, baseline, classes } = result;
  const engine = engineOfRecord(result.engine);
  return {
    plan,
    status: result.status,
    epochs: result.epochs,
    // Numbers in a document may have more digits than float32.
    batchLosses: (result.batchLosses ?? []).map(Math.fround),
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
    ...withDivergence(result.error),
  };
}
