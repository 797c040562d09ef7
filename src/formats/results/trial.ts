/** One trial as a run has it, and its part of the results document: from one to the other and back. */
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

/** All that a document has of a trial, and its passport besides. */
export interface RecordedTrial {
  readonly plan: PlannedTrial;
  readonly status: TrialStatus;
  readonly epochs: readonly EpochRecord[];
  /** Every batch's loss so far; grows in place, so look at its length and not at its identity. */
  readonly batchLosses: readonly number[];
  readonly gradientNorms: { readonly loss: number; readonly activations: readonly number[] } | null;
  /** As the trial left the network; only of ReLU, and only of a trial that got to its end. */
  readonly deadUnits?: DeadUnits;
  /** Regression only. */
  readonly baseline?: MeanBaseline;
  /** Classification of a table of one's own only. */
  readonly classes?: ClassCounts;
  /** The hash of what it learnt, see `weightsHash`; only of a trial that got to its end. */
  readonly weights?: string;
  readonly engine: EngineInfo | null;
  /** Where an imported document names an engine that is none of ours: "torch 2.9.0". */
  readonly otherEngine?: string;
  /** Training and evaluation time so far, without waiting. */
  readonly seconds: number;
  readonly error: TrialError | null;
  /** Only of a trial that diverged, where its error says how. */
  readonly divergence?: Divergence;
  /** Only of what was not trained here: whether it was verified by training it again. */
  readonly provenance?: Exclude<Provenance, 'here'>;
}

/** What a document says of an engine: ours, another program's by its name, or "none". */
export const engineText = ({
  engine,
  otherEngine,
}: Pick<RecordedTrial, 'engine' | 'otherEngine'>): string =>
  engine === null ? (otherEngine ?? 'none') : engineRecord(engine);

/** JSON has no infinity: what is not finite is null, there and in the document itself. */
const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** A trial's part of the results document; `recordedTrial` reads it back. */
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
 * The other way: a trial from its part of a results document.
 * @param row the trial's device and the hash of its weights, which the document's passport has
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
    // Numbers of a document may have digits that no float32 has.
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
