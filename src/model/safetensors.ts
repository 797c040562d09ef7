/**
 * Models as safetensors files: eight bytes of header length, a JSON header, the numbers.
 * https://github.com/huggingface/safetensors. The tensors' names are those of the state_dict of the
 * PyTorch program that the lab exports.
 */
import { parse } from 'valibot';
import { trialLayerSizes } from '../experiment/parameters.ts';
import { trialSchema } from '../experiment/schema.ts';
import { LabError } from '../protocol/errors.ts';
import type { LayerParameters } from '../torch/layers.ts';
import type { TrainedModel } from './types.ts';

/** "hidden.0" … and "output", as the exported class MLP calls its layers. */
const layerName = (index: number, count: number): string =>
  index === count - 1 ? 'output' : `hidden.${index}`;

/** The format's own bound on its header. */
const mostHeader = 100_000_000;

/** The file's bytes, which `safetensors.torch.load_file` reads and `load_state_dict` takes. */
export function safetensorsFile(model: TrainedModel): Uint8Array<ArrayBuffer> {
  const { id, trial, statistics, engine, trainedAt, parameters } = model;
  const header: Record<string, unknown> = {
    // Its values must be strings.
    __metadata__: {
      format: 'pt',
      lab: 'a2-lab',
      id,
      engine,
      trainedAt: String(trainedAt),
      trial: JSON.stringify(trial),
      statistics: JSON.stringify(
        statistics && { mean: [...statistics.mean], deviation: [...statistics.deviation] },
      ),
    },
  };
  let end = 0;
  const place = (name: string, shape: number[], values: Float32Array) => {
    header[name] = { dtype: 'F32', shape, data_offsets: [end, end + values.byteLength] };
    end += values.byteLength;
  };
  parameters.forEach(({ inputs, outputs, weight, bias }, index) => {
    const name = layerName(index, parameters.length);
    place(`${name}.weight`, [outputs, inputs], weight);
    place(`${name}.bias`, [outputs], bias);
  });
  const text = new TextEncoder().encode(JSON.stringify(header));
  // Numbers begin at a multiple of eight; spaces fill up.
  const length = Math.ceil(text.length / 8) * 8;
  const file = new Uint8Array(8 + length + end);
  const view = new DataView(file.buffer);
  view.setBigUint64(0, BigInt(length), true);
  file.fill(0x20, 8, 8 + length).set(text, 8);
  let at = 8 + length;
  for (const { weight, bias } of parameters) {
    for (const values of [weight, bias]) {
      for (const value of values) {
        view.setFloat32(at, value, true);
        at += 4;
      }
    }
  }
  return file;
}

/**
 * Reads a model that `safetensorsFile` wrote. Throws LabError `model-format` that names the file,
 * what was wanted and what was found.
 */
export function readSafetensors(file: Uint8Array, name: string): TrainedModel {
  const fail = (what: string): never => {
    throw new LabError('model-format', `${name} cannot be read as a model of the lab: ${what}.`);
  };
  if (file.length < 8) fail(`wanted at least 8 bytes, found ${file.length}`);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const length = Number(view.getBigUint64(0, true));
  if (length > mostHeader || 8 + length > file.length) {
    fail(`its header would have ${length} bytes, the file has ${file.length}`);
  }
  const header = record(json(file.subarray(8, 8 + length), fail), 'its header', fail);
  const metadata = record(header.__metadata__, 'its metadata', fail);
  const text = (key: string): string => {
    const value = metadata[key];
    return typeof value === 'string' ? value : fail(`its metadata has no "${key}"`);
  };
  let trial: TrainedModel['trial'];
  try {
    trial = parse(trialSchema, JSON.parse(text('trial')));
  } catch (error) {
    return fail(`its trial is not one: ${error instanceof Error ? error.message : String(error)}`);
  }
  const sizes = trialLayerSizes(trial);
  const start = 8 + length;
  const tensor = (key: string, shape: readonly number[]): Float32Array => {
    const entry = record(header[key], `the tensor ${key}`, fail);
    const count = shape.reduce((product, size) => product * size, 1);
    const found = JSON.stringify([entry.dtype, entry.shape]);
    const wanted = JSON.stringify(['F32', shape]);
    if (found !== wanted) fail(`${key} should be ${wanted}, and is ${found}`);
    const [from, to] = Array.isArray(entry.data_offsets) ? (entry.data_offsets as unknown[]) : [];
    if (
      typeof from !== 'number' ||
      typeof to !== 'number' ||
      !Number.isInteger(from) ||
      from < 0 ||
      to - from !== 4 * count ||
      start + to > file.length
    ) {
      return fail(
        `${key} should be ${4 * count} bytes within the file, and lies at ${String(from)} … ${String(to)}`,
      );
    }
    const values = new Float32Array(count);
    for (let i = 0; i < count; i++) values[i] = view.getFloat32(start + from + 4 * i, true);
    if (!values.every(Number.isFinite)) fail(`${key} holds numbers that are not finite`);
    return values;
  };
  const count = sizes.length - 1;
  const parameters = Array.from({ length: count }, (_, index): LayerParameters => {
    const [inputs, outputs] = [sizes[index]!, sizes[index + 1]!];
    const layer = layerName(index, count);
    const weight = tensor(`${layer}.weight`, [outputs, inputs]);
    return { inputs, outputs, weight, bias: tensor(`${layer}.bias`, [outputs]) };
  });
  const tensors = Object.keys(header).length - 1;
  if (tensors !== 2 * count) fail(`wanted ${2 * count} tensors, found ${tensors}`);
  const trainedAt = Number(text('trainedAt'));
  return {
    id: text('id'),
    trial,
    parameters,
    statistics: readStatistics(text('statistics'), sizes[0]!, fail),
    engine: text('engine'),
    trainedAt: Number.isFinite(trainedAt) ? trainedAt : 0,
  };
}

type Fail = (what: string) => never;

function json(bytes: Uint8Array, fail: Fail): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return fail('its header is no JSON');
  }
}

function record(value: unknown, what: string, fail: Fail): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return fail(`${what} is missing or no object`);
  }
  return value as Record<string, unknown>;
}

function readStatistics(text: string, inputs: number, fail: Fail): TrainedModel['statistics'] {
  if (text === 'null') return null;
  const found = record(json(new TextEncoder().encode(text), fail), 'its statistics', fail);
  const column = (key: 'mean' | 'deviation'): Float64Array => {
    const values = found[key];
    const right =
      Array.isArray(values) && values.length === inputs && values.every(Number.isFinite);
    if (!right) return fail(`its ${key} should be ${inputs} finite numbers`);
    return Float64Array.from(values as number[]);
  };
  return { mean: column('mean'), deviation: column('deviation') };
}
