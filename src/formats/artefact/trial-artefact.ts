/**
 * KEY.json: a finished trial. It holds bits only, so that whoever trains the trial writes the same bytes: times,
 * machines and versions belong to the journal. Its losses and its weights are files beside it, written before it,
 * and it has their hashes: where KEY.json is, the trial is whole.
 */
import * as v from 'valibot';
import { LabError } from '../../base/errors.ts';
import { canonicalJson, contentHash } from '../../document/hash.ts';
import { trialSteps } from '../../document/parameters.ts';
import { isComplete, isFinished } from '../../document/trial-status.ts';
import { divergenceError, divergenceOf, type Divergence } from '../results/divergence.ts';
import { engineOfRecord } from '../results/engine-record.ts';
import { lossesHash } from '../results/losses-hash.ts';
import type { RecordedTrial } from '../results/trial.ts';
import { figuresDocument, figuresOf, figuresSchema, type Figures } from './figures.ts';
import type { KeyParts } from './key.ts';
import {
  jsonOf,
  keyDocument,
  keyEntries,
  keyedTrial,
  parsed,
  reading,
  refuse,
  requireFormat,
  sha256Schema,
  type KeyedTrial,
  type Read,
} from './reading.ts';

const format = 'a2-trial';
const version = 1;
/** Bytes; ten thousand epochs with all figures are less. */
const most = 64_000_000;

/** How a trial ended. */
export interface TrialEnding {
  /** "finished", "diverged", or the rule that stopped it. */
  readonly reason: string;
  /** Epochs that were trained and measured. */
  readonly epoch: number;
  /** Only if it diverged: where, and the loss there. */
  readonly divergence?: Divergence;
}

export interface TrialArtefact extends KeyedTrial {
  readonly end: TrialEnding;
  readonly figures: Figures;
  /** The number of losses and their `lossesHash`; null if none were recorded. */
  readonly losses: { readonly count: number; readonly sha256: string } | null;
  /** `weightsHash` of what it learnt; null if it ended without. */
  readonly weights: string | null;
}

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const endSchema = v.strictObject({
  reason: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,63}$/)),
  epoch: whole,
  step: v.exactOptional(v.pipe(whole, v.minValue(1))),
  /** As text, since JSON has no other numbers than finite ones. */
  loss: v.exactOptional(v.picklist(['NaN', 'Infinity', '-Infinity'])),
});

const artefactSchema = v.strictObject({
  format: v.literal(format),
  version: v.literal(version),
  ...keyEntries,
  end: endSchema,
  figures: figuresSchema,
  losses: v.nullable(v.strictObject({ count: v.pipe(whole, v.minValue(1)), sha256: sha256Schema })),
  weights: v.nullable(sha256Schema),
  sha256: sha256Schema,
});

const endDocument = (trial: RecordedTrial): v.InferOutput<typeof endSchema> => {
  const { status, epochs, error } = trial;
  if (status !== 'diverged') return { reason: 'finished', epoch: epochs.length };
  const divergence = trial.divergence ?? divergenceOf(error);
  return {
    reason: 'diverged',
    epoch: epochs.length,
    ...(divergence === null
      ? {}
      : { step: divergence.step, loss: `${divergence.loss}` as 'NaN' | 'Infinity' | '-Infinity' }),
  };
};

/**
 * The bytes of KEY.json. Throws LabError `internal` if the trial is not finished: another training could end
 * differently.
 * @param trial with all its losses and the hash of its weights
 */
export async function trialArtefactFile(
  trial: RecordedTrial,
  parts: KeyParts,
): Promise<Uint8Array<ArrayBuffer>> {
  if (!isFinished(trial)) {
    throw new LabError(
      'internal',
      `a trial is kept once it is finished, this one is ${trial.status}`,
    );
  }
  const count = trial.batchLosses.length;
  const document = {
    format,
    version,
    ...keyDocument({ parts, trial: trial.plan.trial }),
    end: endDocument(trial),
    figures: figuresDocument(trial),
    losses: count === 0 ? null : { count, sha256: await lossesHash(trial.batchLosses) },
    weights: trial.weights ?? null,
  };
  const text = canonicalJson({ ...document, sha256: contentHash(document) });
  return new TextEncoder().encode(`${text}\n`);
}

/** @param key the file's name says it */
export const readTrialArtefact = (bytes: Uint8Array, key: string): Promise<Read<TrialArtefact>> =>
  reading(() => {
    const value = jsonOf(bytes, most);
    requireFormat(value, format, version);
    const { sha256, ...rest } = value as Record<string, unknown>;
    if (contentHash(rest) !== sha256)
      refuse('its content does not have its hash, so it was changed');
    const document = parsed(artefactSchema, value);
    const keyed = keyedTrial(document, key);
    const { end, figures, losses, weights } = document;
    const artefact = {
      ...keyed,
      end: endingOf(end),
      figures: figuresOf(figures),
      losses,
      weights,
    };
    requireConsistent(artefact);
    return artefact;
  });

const endingOf = ({ reason, epoch, step, loss }: v.InferOutput<typeof endSchema>): TrialEnding => ({
  reason,
  epoch,
  ...(step === undefined || loss === undefined ? {} : { divergence: { step, loss: Number(loss) } }),
});

/** Each epoch once and in order, and of a finished trial all epochs and losses. */
function requireConsistent({ trial, end, figures, losses }: TrialArtefact): void {
  const wrong = figures.epochs.findIndex(({ epoch }, at) => epoch !== at + 1);
  if (wrong !== -1) refuse(`its epoch ${wrong + 1} is missing`);
  if (figures.epochs.length !== end.epoch || end.epoch > trial.epochs) {
    refuse(`it ended after epoch ${end.epoch} of ${trial.epochs} and has ${figures.epochs.length}`);
  }
  const steps = trialSteps(trial);
  const count = losses?.count ?? 0;
  const wanted = trial.measure.batchLosses ? steps : 0;
  if (count > wanted) refuse(`it has ${count} losses, more than ${wanted}`);
  if (end.reason !== 'finished') return;
  if (end.epoch !== trial.epochs) refuse(`it finished after epoch ${end.epoch} of ${trial.epochs}`);
  if (count !== wanted) refuse(`it has ${count} losses of ${wanted}`);
}

/**
 * What is recorded of it; null if it ended for a reason that this version of the lab does not know.
 * @param losses [steps], as KEY.losses has them; empty if it has none
 */
export function recordedOfArtefact(
  { parts, trial, end, figures, weights }: TrialArtefact,
  losses: Float32Array,
): RecordedTrial | null {
  if (end.reason !== 'finished' && end.reason !== 'diverged') return null;
  const { divergence } = end;
  const found = engineOfRecord(parts.engine);
  const status = end.reason === 'finished' ? 'done' : 'diverged';
  return {
    plan: { id: parts.id, trial, values: {} },
    status,
    ...figures,
    batchLosses: losses,
    engine: found === null ? null : { ...found, reason: 'as recorded with its results' },
    ...(found === null ? { otherEngine: parts.engine } : {}),
    ...(isComplete({ status }) && weights !== null ? { weights } : {}),
    seconds: 0,
    error: divergence === undefined ? null : divergenceError(divergence),
    ...(divergence === undefined ? {} : { divergence }),
  };
}
