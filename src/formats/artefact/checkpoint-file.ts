/**
 * KEY@EPOCH.safetensors: a trial under way. One file has all that its training goes on from: what it learnt, the
 * optimiser's buffers, the generators, its place, and what was measured so far. The names of the tensors are those
 * of model files; "optimizer.exp_avg.hidden.0.weight" is a buffer of the optimiser, "generator.loader" the words of
 * a generator, "losses" the loss of every step so far. All else is the JSON text in the metadata `checkpoint`; the
 * metadata `sha256` is over that text and, behind it, all bytes of the tensors.
 */
import * as v from 'valibot';
import { sha256Of } from '../../base/digest.ts';
import type { TensorName } from '../../catalog/kinds/layer.ts';
import { layersBetween } from '../../catalog/lookup/layer.ts';
import { engineNames } from '../../catalog/lookup/engine.ts';
import { canonicalJson } from '../../document/hash.ts';
import { stepsPerEpoch, trialLayerSizes } from '../../document/parameters.ts';
import type { Trial } from '../../document/schema.ts';
import {
  generatorNames,
  type Checkpoint,
  type GeneratorName,
  type SessionState,
} from '../../protocol/checkpoint.ts';
import type { LayerParameters } from '../../torch/layers.ts';
import { layerName } from '../model/safetensors.ts';
import {
  readHeader,
  type SafetensorsHeader,
  type TensorEntry,
} from '../model/safetensors-header.ts';
import { tensorFile, type NamedTensor } from '../model/tensor-file.ts';
import { engineBits } from '../results/engine-record.ts';
import type { RecordedTrial } from '../results/trial.ts';
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
/** MT19937's words. */
const words = 624;

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
  generators: v.strictObject(
    Object.fromEntries(generatorNames.map((name) => [name, generatorSchema])) as Record<
      GeneratorName,
      typeof generatorSchema
    >,
  ),
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
  const { engine, epoch, step, session, generators } = checkpoint;
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
      generatorNames.map((name) => {
        const { position, cachedNormal } = generators[name];
        return [name, { position, cachedNormal }];
      }),
    ),
    figures: figuresDocument(trial),
    losses: batchLosses.length,
  });
  const layout = layoutOf(trial.plan.trial, buffers, batchLosses.length);
  const values = (one: Slot): Float32Array | Uint32Array => {
    if (one.kind === 'parameter') return session.parameters[one.layer]![one.tensor];
    if (one.kind === 'buffer') return session.buffers[one.buffer]![one.layer]![one.tensor];
    return one.kind === 'generator'
      ? generators[one.generator].words
      : Float32Array.from(batchLosses);
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

type Slot = Omit<NamedTensor, 'values'> &
  (
    | { readonly kind: 'parameter'; readonly layer: number; readonly tensor: TensorName }
    | {
        readonly kind: 'buffer';
        readonly buffer: string;
        readonly layer: number;
        readonly tensor: TensorName;
      }
    | { readonly kind: 'generator'; readonly generator: GeneratorName }
    | { readonly kind: 'losses' }
  );

/** All tensors of a checkpoint, in the order of their bytes. */
function layoutOf(trial: Trial, buffers: readonly string[], losses: number): Slot[] {
  const layers = layersBetween(trialLayerSizes(trial));
  const learnt = layers.flatMap(({ tensors }, layer) =>
    tensors.map(({ name: tensor, shape }) => ({
      name: `${layerName(layer, layers.length)}.${tensor}`,
      shape,
      layer,
      tensor,
    })),
  );
  return [
    ...learnt.map((each) => ({ ...each, kind: 'parameter' as const })),
    ...buffers.flatMap((buffer) =>
      learnt.map((each) => ({
        ...each,
        name: `optimizer.${buffer}.${each.name}`,
        kind: 'buffer' as const,
        buffer,
      })),
    ),
    ...generatorNames.map((generator) => ({
      name: `generator.${generator}`,
      shape: [words],
      kind: 'generator' as const,
      generator,
    })),
    ...(losses === 0 ? [] : [{ name: 'losses', shape: [losses], kind: 'losses' as const }]),
  ];
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
    const layers = layersBetween(trialLayerSizes(keyed.trial)).length;
    const session: SessionState = {
      parameters: parametersOf(keyed.trial, layers, (name) => tensors.floats(name)),
      steps: content.steps,
      buffers: Object.fromEntries(
        content.buffers.map((buffer) => [
          buffer,
          parametersOf(keyed.trial, layers, (name) =>
            tensors.floats(`optimizer.${buffer}.${name}`),
          ),
        ]),
      ),
    };
    const states = generatorNames.map((name) => [
      name,
      { ...generators[name], words: tensors.words(`generator.${name}`) },
    ]);
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

interface Tensors {
  floats(name: string): Float32Array;
  words(name: string): Uint32Array<ArrayBuffer>;
}

/** The tensors by name. Refuses missing ones, others, and other shapes. */
function tensorsOf({ tensors, data }: SafetensorsHeader, layout: readonly Slot[]): Tensors {
  const found = new Map(tensors.map((each) => [each.name, each]));
  if (found.size !== layout.length) {
    refuse(`it has ${found.size} tensors, not ${layout.length}`);
  }
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  for (const { name, shape, kind } of layout) {
    const wanted = JSON.stringify([kind === 'generator' ? 'U32' : 'F32', shape]);
    const own = found.get(name) ?? refuse(`it has no tensor "${name}"`);
    const said = JSON.stringify([own.dtype, own.shape]);
    if (said !== wanted) refuse(`its tensor "${name}" is ${said}, not ${wanted}`);
  }
  const entry = (name: string): TensorEntry => found.get(name) ?? refuse(`it has no "${name}"`);
  return {
    floats: (name) => {
      const { from, to } = entry(name);
      const values = new Float32Array((to - from) / 4);
      for (let i = 0; i < values.length; i++) values[i] = view.getFloat32(from + 4 * i, true);
      return values;
    },
    words: (name) => {
      const { from, to } = entry(name);
      const values = new Uint32Array((to - from) / 4);
      for (let i = 0; i < values.length; i++) values[i] = view.getUint32(from + 4 * i, true);
      return values;
    },
  };
}

function parametersOf(
  trial: Trial,
  count: number,
  floats: (name: string) => Float32Array,
): LayerParameters[] {
  const sizes = trialLayerSizes(trial);
  return layersBetween(sizes).map(({ tensors }, index) => {
    const layer = layerName(index, count);
    const own = tensors.map(({ name }) => [name, floats(`${layer}.${name}`)] as const);
    const [inputs, outputs] = [sizes[index]!, sizes[index + 1]!];
    return {
      inputs,
      outputs,
      ...(Object.fromEntries(own) as Pick<LayerParameters, TensorName>),
    };
  });
}
