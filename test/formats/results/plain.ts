/** Results documents as tests read and write them: as text, and trials with a record for each epoch. */
import type { EpochRecord } from '../../../src/document/results.ts';
import { recordsOf } from '../../../src/formats/results/columns.ts';
import type { ResultsDocument, TrialResult } from '../../../src/formats/results/document.ts';
import { lossesOf } from '../../../src/formats/results/losses-of.ts';
import { readResults, type ReadResults } from '../../../src/formats/results/read.ts';
import { importResults, type Imported } from '../../../src/store/exchange.ts';

export async function* bytesOfText(text: string): AsyncGenerator<Uint8Array, void> {
  yield new TextEncoder().encode(text);
  await Promise.resolve();
}

export const readText = (text: string): Promise<ReadResults> => readResults(bytesOfText(text));

export const importText = (text: string, file: string): Promise<Imported> =>
  importResults(bytesOfText(text), file);

export async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}

/** A trial whose figures are keyed as in the lab, "testLoss", and whose losses are numbers. */
export interface FlatTrial extends Omit<TrialResult, 'epochs'> {
  readonly epochs: readonly EpochRecord[];
  readonly batchLosses: readonly number[];
}

export const flat = (result: TrialResult): FlatTrial => ({
  ...result,
  epochs: recordsOf(result.epochs, result.figures) as unknown as EpochRecord[],
  batchLosses: [...lossesOf(result)],
});

export const flatTrials = ({ trials }: Pick<ResultsDocument, 'trials'>): FlatTrial[] =>
  trials.map(flat);
