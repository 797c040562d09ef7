/**
 * Writes the inputs that every peer of a work starts from: data, initial weights and row order, drawn by the
 * lab's own code. All peers read the same bytes, so that only their computation differs.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL, fileURLToPath } from 'node:url';
import { parse } from 'valibot';
import { loadDataset } from '../../src/data/load.ts';
import { trialData } from '../../src/data/prepare-trial.ts';
import type { Dataset, Part } from '../../src/protocol/dataset.ts';
import { parseExperiment } from '../../src/document/parse.ts';
import { requireShortForm } from '../../src/document/network-form.ts';
import { layerSizes, type Task } from '../../src/document/parameters.ts';
import {
  optimizerSchema,
  trialSchema,
  type Activation,
  type DatasetSettings,
  type OptimizerSettings,
  type TrialDocument,
} from '../../src/document/schema.ts';
import type { LayerElement } from '../../src/catalog/lookup/network.ts';
import { initParameters } from '../../src/catalog/lookup/init.ts';
import { explicitOrder } from '../../src/torch/loader-order.ts';
import { Generator } from '../../src/torch/mt19937.ts';

type OptimizerDocument = NonNullable<TrialDocument['optimizer']>;

export interface Work {
  readonly title: string;
  readonly trial: TrialDocument;
}

/** A network that is a list of layers; every peer draws its tensors from the seed, and steps draw on. */
export interface ListWork {
  readonly title: string;
  readonly layers: readonly LayerElement[];
  readonly optimizer: OptimizerDocument;
  readonly batchSize: number;
}

/** `work.json` in the folder of such a work. */
export interface ListDocument extends Pick<
  WorkDocument,
  'task' | 'optimizer' | 'batchSize' | 'seed' | 'train' | 'test' | 'order' | 'dataset'
> {
  readonly list: readonly LayerElement[];
}

/** `work.json` in the folder of a work. Files are little-endian and without a header. */
export interface WorkDocument {
  readonly task: Task;
  /** Layer sizes, input first and output last. */
  readonly sizes: readonly number[];
  readonly activation: Activation;
  readonly optimizer: OptimizerSettings;
  readonly batchSize: number;
  readonly seed: number;
  readonly train: PartFiles;
  readonly test: PartFiles;
  /** float32: W₁ [outputs, inputs], b₁, W₂, b₂ … */
  readonly parameters: string;
  /** int32: rows of the training part in the order of visit, whole batches only, some epochs of them. */
  readonly order: string;
  readonly dataset: { readonly name: DatasetSettings['name']; readonly synthetic: boolean };
}

export interface PartFiles {
  readonly count: number;
  /** [count, inputs]; the values are divided by `divisor`. */
  readonly features: { readonly file: string; readonly type: 'uint8' | 'float32' };
  readonly divisor: number;
  /** [count]: classes, or float32 values. */
  readonly targets: { readonly file: string; readonly type: 'uint8' | 'float32' };
}

const epochs = 3;

/** The trials of an experiment document as works, by what their axes set: `0.1-16`. */
export function worksOf(document: unknown): Record<string, Work> {
  const parsed = parseExperiment(document);
  if (!parsed.ok) throw new Error(parsed.issues.map(({ message }) => message).join('; '));
  return Object.fromEntries(
    parsed.trials.map(({ trial, values }) => [
      Object.values(values).join('-'),
      { title: JSON.stringify(values), trial },
    ]),
  );
}

/** Writes a folder for every work below `root`; data that works share is written once. */
export async function writeInputs(
  works: Readonly<Record<string, Work>>,
  root: string,
  cache: string,
): Promise<Record<string, WorkDocument>> {
  const data = new Map<DatasetSettings['name'], Promise<Dataset>>();
  const written = new Set<string>();
  const documents: Record<string, WorkDocument> = {};
  for (const [name, work] of Object.entries(works)) {
    const trial = parse(trialSchema, work.trial);
    const loaded = data.get(trial.dataset.name) ?? realOrStandIn(trial.dataset.name, cache);
    data.set(trial.dataset.name, loaded);
    const dataset = await loaded;
    const { task, inputs, outputs, train, test } = trialData(dataset, trial.dataset, trial.seed);
    const model = requireShortForm(trial.model, 'measure');
    const sizes = layerSizes(inputs, model, outputs);
    const folder = path.join(root, name);
    mkdirSync(folder, { recursive: true });
    const shared = path.join(root, `${dataset.name}-${trial.seed}`);
    const document: WorkDocument = {
      task,
      sizes,
      activation: model.activation,
      optimizer: trial.optimizer,
      batchSize: trial.batchSize,
      seed: trial.seed,
      train: writePart(train, `${shared}-train`, written),
      test: writePart(test, `${shared}-test`, written),
      parameters: path.join(folder, 'parameters.bin'),
      order: path.join(folder, 'order.bin'),
      dataset: { name: dataset.name, synthetic: dataset.synthetic },
    };
    const layers = initParameters(sizes, trial.init, new Generator(trial.seed));
    const parameters = layers.flatMap(({ weight, bias }) => [bytes(weight), bytes(bias)]);
    writeFileSync(document.parameters, Buffer.concat(parameters));
    writeFileSync(document.order, orderOf(train.count, trial.batchSize, trial.seed));
    writeFileSync(path.join(folder, 'work.json'), JSON.stringify(document, null, 2));
    documents[name] = document;
  }
  return documents;
}

/** The same for networks that are lists of layers. @param trial whose dataset and seed they have */
export async function writeLists(
  works: Readonly<Record<string, ListWork>>,
  trial: TrialDocument,
  root: string,
  cache: string,
): Promise<Record<string, ListDocument>> {
  const { dataset: settings, seed } = parse(trialSchema, trial);
  const dataset = await realOrStandIn(settings.name, cache);
  const { task, train, test } = trialData(dataset, settings, seed);
  const shared = path.join(root, `${dataset.name}-${seed}`);
  const written = new Set<string>();
  const documents: Record<string, ListDocument> = {};
  for (const [name, { layers, optimizer, batchSize }] of Object.entries(works)) {
    const folder = path.join(root, name);
    mkdirSync(folder, { recursive: true });
    const document: ListDocument = {
      ...{ task, list: layers, batchSize, seed },
      optimizer: parse(optimizerSchema, optimizer),
      train: writePart(train, `${shared}-train`, written),
      test: writePart(test, `${shared}-test`, written),
      order: path.join(folder, 'order.bin'),
      dataset: { name: dataset.name, synthetic: dataset.synthetic },
    };
    writeFileSync(document.order, orderOf(train.count, batchSize, seed));
    writeFileSync(path.join(folder, 'work.json'), JSON.stringify(document, null, 2));
    documents[name] = document;
  }
  return documents;
}

/** Full batches only: a short one would make jax-js recompile, and would not be a unit of work. */
function orderOf(rows: number, batchSize: number, seed: number): Buffer {
  const loader = explicitOrder(rows, new Generator(seed));
  const whole = rows - (rows % batchSize);
  const passes = Array.from({ length: epochs }, () => bytes(loader.nextEpoch().subarray(0, whole)));
  return Buffer.concat(passes);
}

function writePart(
  { features, targets, divisor, count }: Part,
  stem: string,
  written: Set<string>,
): PartFiles {
  const write = (values: Uint8Array | Float32Array, what: string) => {
    const file = `${stem}.${what}`;
    if (!written.has(file)) writeFileSync(file, bytes(values));
    written.add(file);
    const type = values instanceof Uint8Array ? ('uint8' as const) : ('float32' as const);
    return { file, type };
  };
  return {
    count,
    divisor,
    features: write(features, 'features'),
    targets: write(targets, 'targets'),
  };
}

async function realOrStandIn(name: DatasetSettings['name'], cache: string): Promise<Dataset> {
  const options = { baseUrl: pathToFileURL(`${cache}${path.sep}`).href, shared: false };
  try {
    return await loadDataset(name, { ...options, store: null, fetch: fromDisk });
  } catch {
    const standIn = name.startsWith('fashion') ? 'fashion-synthetic' : 'housing-synthetic';
    return loadDataset(standIn, options);
  }
}

/** Node's fetch does not support `file:` URLs. */
function fromDisk(address: RequestInfo | URL): Promise<Response> {
  const url = address instanceof Request ? address.url : address;
  return Promise.resolve(new Response(readFileSync(fileURLToPath(url))));
}

const bytes = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Buffer =>
  Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
