/**
 * KEY@EPOCH.safetensors: a trial under way. One file has all that its training goes on from: what it learnt, the
 * optimiser's buffers, the generators, its place, and what was measured so far. The names of the tensors are those
 * of model files; "optimizer.exp_avg.hidden.0.weight" is a buffer of the optimiser, "generator.loader" the words of
 * a generator, "losses" the loss of every step so far. All else is the JSON text in the metadata `checkpoint`; the
 * metadata `sha256` is over that text and, behind it, all bytes of the tensors.
 */
import * as v from 'valibot';
import { sha256Of } from '../../base/digest.ts';
import { engineNames } from '../../catalog/lookup/engine.ts';
import { canonicalJson } from '../../document/hash.ts';
import { isList } from '../../document/network-form.ts';
import { stepsPerEpoch } from '../../document/parameters.ts';
import type { Trial } from '../../document/schema.ts';
import {
  generatorNames,
  type Checkpoint,
  type GeneratorName,
  type GeneratorState,
} from '../../protocol/checkpoint.ts';
import { readHeader } from '../model/safetensors-header.ts';
import { tensorFile } from '../model/tensor-file.ts';
import { engineBits } from '../results/engine-record.ts';
import type { RecordedTrial } from '../results/trial.ts';
import {
  generatorOf,
  generatorsOf,
  layoutOf,
  listSession,
  sessionTensors,
  shortSession,
  tensorsOf,
  words,
  type KeptGenerator,
  type Slot,
} from './checkpoint-tensors.ts';
import { figuresDocument, figuresOf, figuresSchema, type Figures } from './figures.ts';
import type { KeyParts } from './key.ts';
import type { Place } from './names.ts';
import {
  jsonOf,
  keyDocument,
  keyEntries,
  keyedTrial,
  parsed,
  reading,
  refuse,
  requireFormat,
  type KeyedTrial,
  type Read,
} from './reading.ts';

const format = 'a2-checkpoint';
const version = 1;
/** Bytes of the metadata; ten thousand epochs with all figures are less. */
const most = 64_000_000;

export interface CheckpointContent extends KeyedTrial {
  readonly checkpoint: Checkpoint;
  /** All that was recorded up to it. */
  readonly figures: Figures;
  /** [steps so far]; [] if none are recorded. */
  readonly losses: Float32Array;
}

const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const seconds = v.pipe(v.number(), v.finite(), v.minValue(0));
const bufferName = v.pipe(v.string(), v.regex(/^[A-Za-z_]\w{0,63}$/));

const generatorSchema = v.strictObject({
  position: v.pipe(whole, v.maxValue(words)),
  cachedNormal: v.nullable(v.pipe(v.number(), v.finite())),
});

const contentSchema = v.strictObject({
  format: v.literal(format),
  version: v.literal(version),
  ...keyEntries,
  /** `engine` has its bits alone. */
  engineInfo: v.strictObject({
    name: v.picklist(engineNames),
    reason: v.string(),
    device: v.exactOptional(v.string()),
    revision: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  }),
  epoch: whole,
  step: whole,
  seconds,
  /** Steps that the optimiser has taken. */
  steps: whole,
  /** Names of its buffers. */
  buffers: v.pipe(v.array(bufferName), v.maxLength(16)),
  generators: v.strictObject({
    ...(Object.fromEntries(generatorNames.map((name) => [name, generatorSchema])) as Record<
      GeneratorName,
      typeof generatorSchema
    >),
    /** The global one, of networks that draw in their steps. */
    global: v.exactOptional(generatorSchema),
  }),
  figures: figuresSchema,
  losses: whole,
});

/**
 * The file's bytes.
 * @param trial as recorded up to the checkpoint
 */
export async function checkpointFile(
  checkpoint: Checkpoint,
  trial: RecordedTrial,
  parts: KeyParts,
): Promise<Uint8Array<ArrayBuffer>> {
  const { engine, epoch, step, session } = checkpoint;
  const { batchLosses } = trial;
  const buffers = Object.keys(session.buffers).toSorted();
  const text = canonicalJson({
    format,
    version,
    ...keyDocument({ parts, trial: trial.plan.trial }),
    engineInfo: engine,
    epoch,
    step,
    seconds: checkpoint.seconds,
    steps: session.steps,
    buffers,
    generators: Object.fromEntries(
      generatorsOf(trial.plan.trial).map((name) => {
        const { position, cachedNormal } = generatorOf(name, checkpoint);
        return [name, { position, cachedNormal }];
      }),
    ),
    figures: figuresDocument(trial),
    losses: batchLosses.length,
  });
  const layout = layoutOf(trial.plan.trial, buffers, batchLosses.length);
  const own = sessionTensors(session);
  const values = (one: Slot): Float32Array | Uint32Array => {
    if (one.kind === 'losses') return Float32Array.from(batchLosses);
    if (one.kind === 'generator') return generatorOf(one.generator, checkpoint).words;
    return own.get(one.name)!;
  };
  const tensors = layout.map((slot) => ({ ...slot, values: values(slot) }));
  const data = tensorFile(tensors, {});
  const sha256 = await contentHashOf(text, dataOf(data));
  return tensorFile(tensors, { format: 'pt', checkpoint: text, sha256 });
}

const dataOf = (file: Uint8Array): Uint8Array => readHeader(file, (what) => refuse(what)).data;

function contentHashOf(text: string, data: Uint8Array): Promise<string> {
  const first = new TextEncoder().encode(text);
  const whole = new Uint8Array(first.length + data.length);
  whole.set(first);
  whole.set(data, first.length);
  return sha256Of(whole);
}

/** @param key and @param place the file's name says them */
export const readCheckpoint = (
  bytes: Uint8Array,
  key: string,
  place: Place,
): Promise<Read<CheckpointContent>> =>
  reading(async () => {
    const header = readHeader(bytes, (what) => refuse(what));
    const text = header.metadata.get('checkpoint') ?? refuse('it has no metadata "checkpoint"');
    const value = jsonOf(new TextEncoder().encode(text), most);
    requireFormat(value, format, version);
    if ((await contentHashOf(text, header.data)) !== header.metadata.get('sha256')) {
      refuse('its content does not have its hash, so it was changed');
    }
    const content = parsed(contentSchema, value);
    const keyed = keyedTrial(content, key);
    requireConsistent(content, keyed.trial, place);
    const { engineInfo: engine, epoch, step, generators } = content;
    const figures = figuresOf(content.figures);
    const tensors = tensorsOf(header, layoutOf(keyed.trial, content.buffers, content.losses));
    const state = (name: KeptGenerator): GeneratorState => ({
      ...(generators[name] ?? refuse(`it has no generator "${name}"`)),
      words: tensors.words(`generator.${name}`),
    });
    const states = generatorNames.map((name) => [name, state(name)]);
    const session = isList(keyed.trial.model)
      ? listSession(keyed.trial, content, tensors, state)
      : shortSession(keyed.trial, content, tensors);
    return {
      ...keyed,
      checkpoint: {
        engine,
        epoch,
        step,
        seconds: content.seconds,
        session,
        generators: Object.fromEntries(states) as Checkpoint['generators'],
        ...(keyed.trial.schedule === undefined ? {} : { records: figures.epochs }),
      },
      figures,
      losses: content.losses === 0 ? new Float32Array() : tensors.floats('losses'),
    };
  });

function requireConsistent(
  content: v.InferOutput<typeof contentSchema>,
  trial: Trial,
  place: Place,
): void {
  const { epoch, step, steps, figures, losses, buffers } = content;
  if (epoch !== place.epoch || step !== place.step) {
    refuse(`it is of epoch ${epoch}, step ${step}, unlike its name`);
  }
  const each = stepsPerEpoch(trial);
  // With all of an epoch's steps taken, only its measuring is left.
  if (epoch > trial.epochs || step > each || (epoch === trial.epochs && step > 0)) {
    refuse(`it is of epoch ${epoch}, step ${step}, and its trial has ${trial.epochs} × ${each}`);
  }
  const done = epoch * each + step;
  if (steps !== done) refuse(`its optimiser has taken ${steps} steps of ${done}`);
  if (losses !== (trial.measure.batchLosses ? done : 0)) {
    refuse(`it has ${losses} losses after ${done} steps`);
  }
  const wrong = figures.epochs.findIndex((one, at) => one.epoch !== at + 1);
  if (wrong !== -1 || figures.epochs.length !== epoch) {
    refuse(`it has not the figures of each of its ${epoch} epochs`);
  }
  if (new Set(buffers).size !== buffers.length) refuse('it has a buffer twice');
  if (engineBits(content.engineInfo) !== content.engine) {
    refuse(`its engine is another than ${content.engine}`);
  }
}
