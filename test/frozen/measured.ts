/** What of a build is compared with what is frozen. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { loadDataset } from '../../src/data/load.ts';
import type { Part } from '../../src/protocol/dataset.ts';
import type { PlannedTrial } from '../../src/document/expand.ts';
import type { EpochRecord } from '../../src/document/results.ts';
import { optimizerSchema, type TrialDocument } from '../../src/document/schema.ts';
import type { LayerParameters } from '../../src/torch/layers.ts';
import { parse } from 'valibot';
import { evaluationRowsOf, layOut } from '../../workers/engine/wasm/layout.ts';
import { chooseEngine } from '../../workers/engine/choose.ts';
import { runTrial } from '../../workers/trial/run-trial.ts';
import { trialOf } from '../workers/trials.ts';
import type { Shape } from './cases.ts';
import { layersIn } from '../support/short-form.ts';

/** sha256 over the trials' ids, one a line. */
export const idsHash = (trials: readonly PlannedTrial[]): string =>
  bytesToHex(sha256(utf8ToBytes(trials.map(({ id }) => id).join('\n'))));

export interface Grouping {
  /** Panels of a chunk, and how many of them go side by side. */
  readonly panels: number;
  readonly group: number;
  readonly evaluationRows: number;
}

const emptyPart = (count: number): Part => ({
  features: new Float32Array(0),
  divisor: 1,
  targets: new Float32Array(0),
  count,
});

/** How the sums of a network are grouped: it decides over their last digits. */
export function groupingOf({ inputs, hidden, outputs, rows }: Shape): Grouping {
  const options = {
    sizes: [inputs, ...hidden, outputs],
    activation: 'relu' as const,
    optimizer: parse(optimizerSchema, { name: 'adam' }),
    train: emptyPart(rows),
    test: emptyPart(100),
  };
  const layout = layOut(options, 0, () => 0);
  const { panels, group } = layout;
  return { panels, group, evaluationRows: evaluationRowsOf(layout) };
}

export interface Bits {
  readonly steps: number;
  /** sha256 over the losses of all steps as float32. */
  readonly losses: string;
  readonly first: number;
  readonly last: number;
  readonly epochs: readonly EpochRecord[];
  /** sha256 over all weights and biases at the end, layer by layer. */
  readonly weights: string;
}

/** Trains on the lab's own engine, in the build that has the same bits everywhere. */
export async function trajectoryOf(document: TrialDocument): Promise<Bits> {
  const trial = trialOf(document);
  const dataset = await loadDataset(trial.dataset.name, { baseUrl: 'about:blank', shared: false });
  const engine = await chooseEngine('wasm', { deterministic: true });
  const losses: number[] = [];
  const epochs: EpochRecord[] = [];
  let weights = '';
  for await (const event of runTrial(trial, dataset, engine)) {
    if (event.type === 'batches') losses.push(...event.losses);
    if (event.type === 'epoch') epochs.push(event.record);
    if (event.type === 'model') weights = weightsHash(layersIn(event.parameters));
  }
  return {
    steps: losses.length,
    losses: hashOf([Float32Array.from(losses)]),
    first: losses[0]!,
    last: losses.at(-1)!,
    epochs,
    weights,
  };
}

export const weightsHash = (parameters: readonly LayerParameters[]): string =>
  hashOf(parameters.flatMap(({ weight, bias }) => [weight, bias]));

function hashOf(arrays: readonly Float32Array[]): string {
  const hash = sha256.create();
  for (const { buffer, byteOffset, byteLength } of arrays)
    hash.update(new Uint8Array(buffer, byteOffset, byteLength));
  return bytesToHex(hash.digest());
}
