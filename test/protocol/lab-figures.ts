/** The lab's own figures of a trial, with fingerprints of the bits that it starts from. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { trialData } from '../../src/data/prepare-trial.ts';
import type { Dataset, Part } from '../../src/protocol/dataset.ts';
import type { PlannedTrial } from '../../src/document/expand.ts';
import { trialLayerSizes } from '../../src/document/parameters.ts';
import type { Trial } from '../../src/document/schema.ts';
import { afterEvent, settled, waitingTrial } from '../../src/lab/reduce.ts';
import { initParameters } from '../../src/catalog/lookup/init.ts';
import { explicitOrder } from '../../src/torch/loader-order.ts';
import { Generator } from '../../src/torch/mt19937.ts';
import type { Engine } from '../../workers/engine/types.ts';
import { runTrial } from '../../workers/trial/run-trial.ts';
import type { Figures } from './figures.ts';

const bytesOf = (values: Float32Array): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength);

function fingerprint(...values: Float32Array[]): string {
  const hash = sha256.create();
  for (const each of values) hash.update(bytesOf(each));
  return bytesToHex(hash.digest());
}

/** Some rows as an engine sees them, features first: both are float32 there. */
function rowsOf(part: Part, inputs: number, rows: Iterable<number>): string {
  const order = [...rows];
  const features = new Float32Array(order.length * inputs);
  for (const [at, row] of order.entries()) {
    const from = part.features.subarray(row * inputs, (row + 1) * inputs);
    for (let i = 0; i < inputs; i++) features[at * inputs + i] = from[i]! / part.divisor;
  }
  return fingerprint(
    features,
    Float32Array.from(order, (row) => part.targets[row]!),
  );
}

const wholeOf = (part: Part, inputs: number): string =>
  rowsOf(
    part,
    inputs,
    Array.from({ length: part.count }, (_, row) => row),
  );

function batchesOf(trial: Trial, part: Part, inputs: number, count: number): string[] {
  const batches: string[] = [];
  const loader = explicitOrder(part.count, new Generator(trial.seed));
  while (batches.length < count) {
    const order = loader.nextEpoch();
    for (let from = 0; from < part.count && batches.length < count; from += trial.batchSize)
      batches.push(rowsOf(part, inputs, order.subarray(from, from + trial.batchSize)));
  }
  return batches;
}

/** Trains to the end; losses are taken from the events, since a document may leave them out. */
export async function labFigures(
  plan: PlannedTrial,
  dataset: Dataset,
  engine: Engine,
): Promise<Figures> {
  const { trial } = plan;
  const data = trialData(dataset, trial.dataset, trial.seed);
  const parameters = initParameters(trialLayerSizes(trial), trial.init, new Generator(trial.seed));
  let state = waitingTrial(plan);
  const losses: number[] = [];
  let step: number | null = null;
  for await (const event of runTrial(trial, dataset, engine)) {
    if (event.type === 'batches') losses.push(...event.losses);
    if (event.type === 'diverged') step = event.step;
    state = afterEvent(state, event);
  }
  state = settled(state, null);
  if (state.status !== 'done' && state.status !== 'diverged')
    throw new Error(`a trial of the lab ended as ${state.status}`);
  // A batch whose loss is no finite number was still trained on.
  const trained = Math.max(losses.length, step ?? 0);
  const norms = state.gradientNorms;
  return {
    weights: fingerprint(...parameters.flatMap(({ weight, bias }) => [weight, bias])),
    data: {
      train: wholeOf(data.train, data.inputs),
      test: wholeOf(data.test, data.inputs),
      validation: data.validation === undefined ? null : wholeOf(data.validation, data.inputs),
    },
    batches: batchesOf(trial, data.train, data.inputs, trained),
    status: state.status,
    step,
    losses,
    epochs: state.epochs,
    // As JSON has it: null where it is no finite number.
    norms: norms === null ? null : (JSON.parse(JSON.stringify(norms)) as Figures['norms']),
  };
}
