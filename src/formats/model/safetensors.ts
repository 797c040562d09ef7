/**
 * Models as safetensors files: eight bytes of header length, a JSON header, the numbers.
 * https://github.com/huggingface/safetensors. The tensors' names are those of the state_dict of the
 * PyTorch program that the lab exports.
 */
import { safeParse } from 'valibot';
import type { TensorName } from '../../catalog/kinds/layer.ts';
import { layersBetween } from '../../catalog/lookup/layer.ts';
import { fromValibot, shorten } from '../../document/issue.ts';
import { isList } from '../../document/network-form.ts';
import { planningOf, shapeOf, trialLayerSizes, viewOf } from '../../document/parameters.ts';
import { trialSchema } from '../../document/schema.ts';
import { LabError } from '../../base/errors.ts';
import { isNamed, type LayerParameters, type NamedTensor } from '../../torch/layers.ts';
import { repeatedKey } from './json-keys.ts';
import { readHeader, type Fail, type SafetensorsHeader } from './safetensors-header.ts';
import { inFileOrder, isCounter, stateName } from './state-names.ts';
import { tensorFile } from './tensor-file.ts';
import type { TrainedModel } from '../../protocol/trained-model.ts';

/** "hidden.0" … and "output", as the exported class MLP calls its layers. */
export const layerName = (index: number, count: number): string =>
  index === count - 1 ? 'output' : `hidden.${index}`;

/** The file's metadata about its model, all as strings. */
export function metadataOf(model: TrainedModel): Record<string, string> {
  const { id, trial, statistics, engine, trainedAt } = model;
  return {
    format: 'pt',
    lab: 'a2-lab',
    id,
    engine,
    trainedAt: String(trainedAt),
    trial: JSON.stringify(trial),
    statistics: JSON.stringify(
      statistics && { mean: [...statistics.mean], deviation: [...statistics.deviation] },
    ),
  };
}

/** The file's bytes, which `safetensors.torch.load_file` reads and `load_state_dict` takes. */
export function safetensorsFile(
  model: TrainedModel,
  metadata: Readonly<Record<string, string>> = metadataOf(model),
): Uint8Array<ArrayBuffer> {
  const { parameters } = model;
  if (isNamed(parameters)) return tensorFile(listedTensors(parameters), metadata);
  const layers = layersBetween(trialLayerSizes(model.trial));
  const tensors = parameters.flatMap((own, index) =>
    layers[index]!.tensors.map(({ name, shape }) => ({
      name: `${layerName(index, parameters.length)}.${name}`,
      shape,
      values: own[name],
    })),
  );
  return tensorFile(tensors, metadata);
}

/**
 * Reads a model that `safetensorsFile` wrote. Throws LabError `model-format` that names the file,
 * what was wanted and what was found.
 */
export function readSafetensors(file: Uint8Array, name: string): TrainedModel {
  const fail: Fail = (what) => {
    throw new LabError('model-format', `${name} cannot be read as a model of the lab: ${what}.`);
  };
  const header = readHeader(file, fail);
  const text = (key: string): string =>
    header.metadata.get(key) ?? fail(`wanted metadata "${key}", found none`);
  const trial = readTrial(text('trial'), fail);
  const trainedAt = Number(text('trainedAt'));
  return {
    id: text('id'),
    trial,
    parameters: isList(trial.model)
      ? readListed(header, trial, fail)
      : readParameters(header, trialLayerSizes(trial), fail),
    statistics: readStatistics(text('statistics'), trial, fail),
    engine: text('engine'),
    trainedAt: Number.isFinite(trainedAt) ? trainedAt : 0,
  };
}

function readTrial(text: string, fail: Fail): TrainedModel['trial'] {
  const parsed = safeParse(trialSchema, jsonOf(text, 'trial', fail));
  if (parsed.success) return parsed.output;
  return fail(`wanted a trial in its metadata; ${fromValibot(parsed.issues[0], 'trial').message}`);
}

/** Parses a metadata entry. */
function jsonOf(text: string, key: string, fail: Fail): unknown {
  let found: unknown;
  try {
    found = JSON.parse(text);
  } catch {
    return fail(`wanted JSON as metadata "${key}", found ${shorten(text)}`);
  }
  const repeated = repeatedKey(text);
  if (repeated === null) return found;
  return fail(`wanted each name once in metadata "${key}", found "${repeated}" twice`);
}

const listedTensors = (tensors: readonly NamedTensor[]) =>
  inFileOrder(tensors).map((tensor) => ({
    name: stateName(tensor.name),
    shape: tensor.shape,
    values: isCounter(tensor)
      ? BigInt64Array.from(tensor.values, (value) => BigInt(value))
      : tensor.values,
  }));

/** The tensors of a list of layers, in the order of its plan. */
function readListed(
  { tensors, data }: SafetensorsHeader,
  trial: TrainedModel['trial'],
  fail: Fail,
): NamedTensor[] {
  const planning = planningOf(trial);
  if (!planning.ok) return fail(`wanted layers that fit, found ${planning.misfits[0]?.expected}`);
  const wanted = planning.plan.tensors;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const found = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const read = wanted.map((tensor) => {
    const name = stateName(tensor.name);
    const entry = found.get(name) ?? fail(`wanted a tensor "${name}", found none`);
    const dtype = isCounter(tensor) ? 'I64' : 'F32';
    const [own, expected] = [entry, { dtype, shape: tensor.shape }].map((each) =>
      JSON.stringify([each.dtype, each.shape]),
    );
    if (own !== expected) fail(`wanted ${expected} as tensor "${name}", found ${own}`);
    const bytes = dtype === 'I64' ? 8 : 4;
    const values = Float32Array.from({ length: (entry.to - entry.from) / bytes }, (_, index) => {
      const at = entry.from + bytes * index;
      return dtype === 'I64' ? Number(view.getBigInt64(at, true)) : view.getFloat32(at, true);
    });
    const bad = values.find((value) => !Number.isFinite(value));
    if (bad !== undefined) fail(`wanted finite numbers in tensor "${name}", found ${bad}`);
    found.delete(name);
    return { name: tensor.name, shape: tensor.shape, values };
  });
  const [other] = found.keys();
  if (other !== undefined) fail(`wanted ${wanted.length} tensors, found another one, "${other}"`);
  return read;
}

type Learnt = Pick<LayerParameters, TensorName>;

function readParameters(
  { tensors, data }: SafetensorsHeader,
  sizes: readonly number[],
  fail: Fail,
): LayerParameters[] {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const found = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const tensor = (key: string, shape: readonly number[]): Float32Array => {
    const wanted = JSON.stringify(['F32', shape]);
    const entry = found.get(key) ?? fail(`wanted a tensor "${key}", ${wanted}, found none`);
    const own = JSON.stringify([entry.dtype, entry.shape]);
    if (own !== wanted) fail(`wanted ${wanted} as tensor "${key}", found ${own}`);
    const values = new Float32Array((entry.to - entry.from) / 4);
    for (let i = 0; i < values.length; i++) values[i] = view.getFloat32(entry.from + 4 * i, true);
    const bad = values.find((value) => !Number.isFinite(value));
    if (bad !== undefined) fail(`wanted finite numbers in tensor "${key}", found ${bad}`);
    found.delete(key);
    return values;
  };
  const layers = layersBetween(sizes);
  const parameters = layers.map(({ tensors: wanted }, index): LayerParameters => {
    const layer = layerName(index, layers.length);
    const own = wanted.map(({ name, shape }) => [name, tensor(`${layer}.${name}`, shape)] as const);
    const [inputs, outputs] = [sizes[index]!, sizes[index + 1]!];
    return { inputs, outputs, ...(Object.fromEntries(own) as Learnt) };
  });
  const [other] = found.keys();
  if (other !== undefined) {
    const count = layers.reduce((sum, layer) => sum + layer.tensors.length, 0);
    fail(`wanted ${count} tensors, found another one, "${other}"`);
  }
  return parameters;
}

/** Pixels are divided by 255 and not standardised. */
const isPixels = (dataset: TrainedModel['trial']['dataset']): boolean =>
  viewOf(dataset) === 'images';

/** Means and deviations of all features; null for pixels, which have no statistics. */
function readStatistics(
  text: string,
  { dataset }: TrainedModel['trial'],
  fail: Fail,
): TrainedModel['statistics'] {
  const { inputs } = shapeOf(dataset);
  const found = jsonOf(text, 'statistics', fail);
  if (isPixels(dataset)) {
    return found === null ? null : fail('wanted null as statistics of pixels, found others');
  }
  if (typeof found !== 'object' || found === null) {
    return fail(`wanted mean and deviation of ${inputs} features as statistics, found none`);
  }
  const column = (key: 'mean' | 'deviation', least: number): Float64Array => {
    const values: unknown = Reflect.get(found, key);
    const kind = least === 0 ? 'numbers from 0 on' : 'finite numbers';
    const wanted = `wanted ${inputs} ${kind} as ${key}`;
    if (!Array.isArray(values)) return fail(`${wanted}, found none`);
    if (values.length !== inputs) return fail(`${wanted}, found ${values.length}`);
    const bad: unknown = values.find(
      (value: unknown) => typeof value !== 'number' || !Number.isFinite(value) || value < least,
    );
    if (bad !== undefined) return fail(`${wanted}, found ${JSON.stringify(bad)}`);
    return Float64Array.from(values as number[]);
  };
  return { mean: column('mean', -Infinity), deviation: column('deviation', 0) };
}
