/** What a run will record, where that is much. */
import { count, megabytes } from '../base/numbers.ts';

/** Bytes of a loss in memory and, as base64, in a file. */
const [inMemory, inFile] = [4, 16 / 3];

export const recordingText = (losses: number): string =>
  `This run records the loss of every batch, ${count(losses)} losses in all: ${megabytes(losses * inMemory)} in memory, and ${megabytes(losses * inFile)} as a results document.`;
