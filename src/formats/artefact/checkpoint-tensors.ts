/** The tensors of a checkpoint's file: what they are called, in which shapes, and how a session is made of them. */
import type { TensorName } from '../../catalog/kinds/layer.ts';
import type { PlannedTensor } from '../../catalog/kinds/network.ts';
import { layersBetween } from '../../catalog/lookup/layer.ts';
import { drawsInSteps, learnable } from '../../catalog/lookup/network.ts';
import { isList } from '../../document/network-form.ts';
import { planOf, trialLayerSizes } from '../../document/parameters.ts';
import type { Trial } from '../../document/schema.ts';
import {
  generatorNames,
  type Checkpoint,
  type GeneratorName,
  type GeneratorState,
  type ListState,
  type SessionState,
} from '../../protocol/checkpoint.ts';
import { isNamed, type LayerParameters, type NetworkParameters } from '../../torch/layers.ts';
import { layerName } from '../model/safetensors.ts';
import type { SafetensorsHeader, TensorEntry } from '../model/safetensors-header.ts';
import { stateName } from '../model/state-names.ts';
import type { NamedTensor } from '../model/tensor-file.ts';
import { refuse } from './reading.ts';

/** MT19937's words. */
export const words = 624;

/** All tensors of the session by their names in the file. */
export function sessionTensors(session: Checkpoint['session']): ReadonlyMap<string, Float32Array> {
  const own = 'tensors' in session ? session.tensors : session.parameters;
  const named = (parameters: NetworkParameters, prefix: string) =>
    isNamed(parameters)
      ? parameters.map(({ name, values }) => [`${prefix}${stateName(name)}`, values] as const)
      : parameters.flatMap((layer, index) =>
          shortNames.map(
            (name) =>
              [`${prefix}${layerName(index, parameters.length)}.${name}`, layer[name]] as const,
          ),
        );
  return new Map([
    ...named(own, ''),
    ...Object.entries<NetworkParameters>(session.buffers).flatMap(([buffer, parameters]) =>
      named(parameters, `optimizer.${buffer}.`),
    ),
  ]);
}

const shortNames = ['weight', 'bias'] as const satisfies readonly TensorName[];

/** Streams that are kept: besides the loader's, the global one where steps draw from it. */
const globalGenerator = 'global';
export type KeptGenerator = GeneratorName | typeof globalGenerator;

export const generatorsOf = (trial: Trial): readonly KeptGenerator[] =>
  isList(trial.model) && drawsInSteps(planOf(trial))
    ? [...generatorNames, globalGenerator]
    : generatorNames;

export function generatorOf(
  name: KeptGenerator,
  { generators, session }: Pick<Checkpoint, 'generators' | 'session'>,
): GeneratorState {
  if (name !== globalGenerator) return generators[name];
  const draws = 'tensors' in session ? session.draws : null;
  if (draws === null) throw new RangeError('a session that draws has no generator');
  return draws;
}

export type Slot = Omit<NamedTensor, 'values'> &
  (
    | { readonly kind: 'tensor' }
    | { readonly kind: 'generator'; readonly generator: KeptGenerator }
    | { readonly kind: 'losses' }
  );

/** Names and shapes of the tensors of a trial's network, and which of them are learnt. */
function tensorsOfNetwork(trial: Trial) {
  if (isList(trial.model)) {
    const plan = planOf(trial);
    const learnt = new Set(learnable(plan));
    return plan.tensors.map((tensor) => ({
      name: stateName(tensor.name),
      shape: tensor.shape,
      learnt: learnt.has(tensor),
    }));
  }
  const layers = layersBetween(trialLayerSizes(trial));
  return layers.flatMap(({ tensors }, layer) =>
    tensors.map(({ name, shape }) => ({
      name: `${layerName(layer, layers.length)}.${name}`,
      shape,
      learnt: true,
    })),
  );
}

/** All tensors of a checkpoint, in the order of their bytes. */
export function layoutOf(trial: Trial, buffers: readonly string[], losses: number): Slot[] {
  const own = tensorsOfNetwork(trial);
  const learnt = own.filter((each) => each.learnt);
  return [
    ...own.map(({ name, shape }) => ({ name, shape, kind: 'tensor' as const })),
    ...buffers.flatMap((buffer) =>
      learnt.map(({ name, shape }) => ({
        name: `optimizer.${buffer}.${name}`,
        shape,
        kind: 'tensor' as const,
      })),
    ),
    ...generatorsOf(trial).map((generator) => ({
      name: `generator.${generator}`,
      shape: [words],
      kind: 'generator' as const,
      generator,
    })),
    ...(losses === 0 ? [] : [{ name: 'losses', shape: [losses], kind: 'losses' as const }]),
  ];
}

interface Tensors {
  floats(name: string): Float32Array;
  words(name: string): Uint32Array<ArrayBuffer>;
}

/** The tensors by name. Refuses missing ones, others, and other shapes. */
export function tensorsOf({ tensors, data }: SafetensorsHeader, layout: readonly Slot[]): Tensors {
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

interface Content {
  readonly steps: number;
  readonly buffers: readonly string[];
}

export function shortSession(
  trial: Trial,
  { steps, buffers }: Content,
  tensors: Tensors,
): SessionState {
  const own = (prefix: string) => parametersOf(trial, (name) => tensors.floats(`${prefix}${name}`));
  return {
    parameters: own(''),
    steps,
    buffers: Object.fromEntries(
      buffers.map((buffer) => [buffer, own(`optimizer.${buffer}.`)] as const),
    ),
  };
}

export function listSession(
  trial: Trial,
  { steps, buffers }: Content,
  tensors: Tensors,
  state: (name: KeptGenerator) => GeneratorState,
): ListState {
  const plan = planOf(trial);
  const read = (wanted: readonly PlannedTensor[], prefix: string) =>
    wanted.map(({ name, shape }) => ({
      name,
      shape,
      values: tensors.floats(`${prefix}${stateName(name)}`),
    }));
  return {
    tensors: read(plan.tensors, ''),
    steps,
    buffers: Object.fromEntries(
      buffers.map((buffer) => [buffer, read(learnable(plan), `optimizer.${buffer}.`)] as const),
    ),
    draws: drawsInSteps(plan) ? state(globalGenerator) : null,
  };
}

function parametersOf(trial: Trial, floats: (name: string) => Float32Array): LayerParameters[] {
  const sizes = trialLayerSizes(trial);
  const layers = layersBetween(sizes);
  return layers.map(({ tensors }, index) => {
    const layer = layerName(index, layers.length);
    const own = tensors.map(({ name }) => [name, floats(`${layer}.${name}`)] as const);
    const [inputs, outputs] = [sizes[index]!, sizes[index + 1]!];
    return {
      inputs,
      outputs,
      ...(Object.fromEntries(own) as Pick<LayerParameters, TensorName>),
    };
  });
}
