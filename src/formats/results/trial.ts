/** A run's trial, and its part of the results document. */
import type { PlannedTrial } from '../../document/expand.ts';
import type {
  ClassCounts,
  DeadUnits,
  EpochRecord,
  MeanBaseline,
  TargetStatistics,
  TrialError,
  TrialPlace,
} from '../../document/results.ts';
import { endOf, type TrialEnd, type TrialStatus } from '../../document/trial-status.ts';
import type { EngineInfo } from '../../protocol/worker-api.ts';
import { byKey, byMetric, columnsOf } from './columns.ts';
import type { Divergence } from './divergence.ts';
import {
  lossEncoding,
  type EndReason,
  type NonFinite,
  type TrialEnding,
  type TrialResult,
} from './document.ts';
import { engineOfRecord, engineRecord } from './engine-record.ts';
import type { Provenance } from './provenance.ts';

/** All that a document and its provenance record contain about a trial. */
export interface RecordedTrial {
  readonly plan: PlannedTrial;
  readonly status: TrialStatus;
  readonly epochs: readonly EpochRecord[];
  /** Every batch's loss so far, [steps]; never changes, but may be a view of a longer buffer. */
  readonly batchLosses: Float32Array;
  readonly gradientNorms: { readonly loss: number; readonly activations: readonly number[] } | null;
  /** For the trained network; only with ReLU, and only for complete trials. */
  readonly deadUnits?: DeadUnits;
  /** Regression only. */
  readonly baseline?: MeanBaseline;
  /** Regression only, and only for complete trials; absent in results of earlier versions. */
  readonly targets?: TargetStatistics;
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
  /** Only for a diverged trial of which the details are known. */
  readonly divergence?: Divergence;
  /** Only if it was not trained here: whether it was verified by retraining. */
  readonly provenance?: Exclude<Provenance, 'here'>;
  /** Only of searches. */
  readonly place?: TrialPlace;
}

/** A document's name for an engine: ours, another program's, or "none". */
export const engineText = ({
  engine,
  otherEngine,
}: Pick<RecordedTrial, 'engine' | 'otherEngine'>): string =>
  engine === null ? (otherEngine ?? 'none') : engineRecord(engine);

/** JSON has no infinity: non-finite values become null. */
const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** How each status of a document is named as the reason of an end. */
export const reasonOf = {
  done: 'finished',
  diverged: 'diverged',
  cancelled: 'cancelled',
  failed: 'failed',
} as const satisfies Record<TrialEnd, EndReason>;

function endingOf(trial: RecordedTrial): TrialEnding {
  const { divergence, epochs } = trial;
  return {
    reason: reasonOf[endOf(trial)],
    epoch: epochs.at(-1)?.epoch ?? 0,
    ...(divergence === undefined
      ? {}
      : { step: divergence.step, loss: String(divergence.loss) as NonFinite }),
  };
}

/**
 * Writes a trial's part of the results document; `recordedTrial` reads it back. The losses are the trial's own memory,
 * which `documentParts` writes as base64.
 */
export function trialResult(trial: RecordedTrial): TrialResult<Float32Array> {
  const { batchLosses } = trial;
  return {
    id: trial.plan.id,
    values: trial.plan.values,
    status: endOf(trial),
    end: endingOf(trial),
    seconds: trial.seconds,
    engine: engineText(trial),
    ...columnsOf(trial.epochs),
    ...(batchLosses.length > 0
      ? { losses: { encoding: lossEncoding, count: batchLosses.length, data: batchLosses } }
      : {}),
    ...(trial.gradientNorms === null
      ? {}
      : {
          gradientNorms: {
            loss: finiteOrNull(trial.gradientNorms.loss),
            activations: trial.gradientNorms.activations.map(finiteOrNull),
          },
        }),
    ...(trial.deadUnits === undefined ? {} : { deadUnits: trial.deadUnits }),
    ...(trial.baseline === undefined
      ? {}
      : { baseline: { test: byMetric(trial.baseline, 'test') } }),
    ...(trial.targets === undefined ? {} : { targets: trial.targets }),
    ...(trial.classes === undefined ? {} : { classes: trial.classes }),
    ...(trial.provenance === undefined ? {} : { provenance: trial.provenance }),
    ...(trial.place === undefined ? {} : { place: trial.place }),
    ...(trial.error === null ? {} : { error: trial.error }),
  };
}

/** What the provenance record says of a trial: its device, and the hash of its weights. */
export interface ProvenanceRow {
  readonly device?: string | undefined;
  readonly weights?: string | undefined;
}

/** A document's engine, with the device of the provenance record. */
export function enginePart(
  record: string,
  { device, weights }: ProvenanceRow,
): Pick<RecordedTrial, 'engine' | 'otherEngine' | 'weights'> {
  const engine = engineOfRecord(record);
  return {
    engine: engine === null || device === undefined ? engine : { ...engine, device },
    ...(weights === undefined ? {} : { weights }),
    ...(engine === null && record !== 'none' ? { otherEngine: record } : {}),
  };
}

/** A document's norms as a trial has them. */
export const normsPart = (norms: TrialResult['gradientNorms']): RecordedTrial['gradientNorms'] =>
  norms === undefined
    ? null
    : { loss: norms.loss ?? NaN, activations: norms.activations.map((norm) => norm ?? NaN) };

/**
 * Reads a trial from its part of a results document.
 * @param epochs its figures, already checked
 */
export function recordedTrial(
  result: Omit<TrialResult<Float32Array>, 'values'>,
  epochs: readonly EpochRecord[],
  plan: PlannedTrial,
  row: ProvenanceRow = {},
): RecordedTrial {
  const { end, deadUnits, baseline, targets, classes, provenance, place } = result;
  const { step, loss } = end;
  return {
    plan,
    status: result.status,
    epochs,
    batchLosses: result.losses?.data ?? new Float32Array(0),
    gradientNorms: normsPart(result.gradientNorms),
    ...(deadUnits === undefined ? {} : { deadUnits }),
    ...(baseline === undefined ? {} : { baseline: byKey(baseline.test, 'test') as MeanBaseline }),
    ...(targets === undefined ? {} : { targets }),
    ...(classes === undefined ? {} : { classes }),
    ...enginePart(result.engine, row),
    seconds: result.seconds,
    error: result.error ?? null,
    ...(step === undefined || loss === undefined
      ? {}
      : { divergence: { step, loss: Number(loss) } }),
    ...(provenance === undefined ? {} : { provenance }),
    ...(place === undefined ? {} : { place }),
  };
}
