/** Data for the page of a dataset of labelled images. */
import { yieldToEventLoop } from '../../base/event-loop.ts';
import type { Dataset } from '../../protocol/dataset.ts';

/** Milliseconds of counting between two pauses. */
const pauseEveryMs = 12;
/** Rows between two looks at the clock. */
const stride = 64;

export interface ImageReport {
  /** Images of each class in the training and the test part. */
  readonly trainCounts: readonly number[];
  readonly testCounts: readonly number[];
  /** [classes, pixels], 0 … 255: the mean image of each class over the training part, rounded. */
  readonly means: Uint8Array;
  /** How often each of the 256 grey values occurs in the training part. */
  readonly greys: readonly number[];
  /** Of the training part's pixels divided by 255, the population's. */
  readonly mean: number;
  readonly deviation: number;
}

/**
 * Reads all images once, pausing every few milliseconds. Throws the signal's reason once it is aborted, and
 * RangeError if the features are not bytes.
 */
export async function exploreImages(dataset: Dataset, signal?: AbortSignal): Promise<ImageReport> {
  const { features, targets, inputs, outputs, trainCount } = dataset;
  if (!(features instanceof Uint8Array)) {
    throw new RangeError(`Cannot look at ${dataset.name} as images: its features are not bytes`);
  }
  const trainCounts = new Array<number>(outputs).fill(0);
  const testCounts = new Array<number>(outputs).fill(0);
  const sums = new Float64Array(outputs * inputs);
  // Sums of grey values are whole numbers, exact up to 2⁵³.
  const greys = new Float64Array(256);
  let paused = performance.now();
  for (let row = 0; row < targets.length; row++) {
    const index = targets[row]!;
    if (row >= trainCount) {
      testCounts[index]! += 1;
      continue;
    }
    trainCounts[index]! += 1;
    const [from, to] = [row * inputs, index * inputs];
    for (let pixel = 0; pixel < inputs; pixel++) {
      const grey = features[from + pixel]!;
      greys[grey]! += 1;
      sums[to + pixel]! += grey;
    }
    if (row % stride === 0 && performance.now() - paused > pauseEveryMs) {
      await yieldToEventLoop();
      signal?.throwIfAborted();
      paused = performance.now();
    }
  }
  const means = Uint8Array.from(sums, (sum, at) => {
    const images = trainCounts[Math.floor(at / inputs)]!;
    return images === 0 ? 0 : Math.round(sum / images);
  });
  return { trainCounts, testCounts, means, greys: [...greys], ...moments(greys) };
}

/** Mean and deviation of the pixels / 255, from how often each value occurs. */
function moments(greys: Float64Array): { mean: number; deviation: number } {
  let [count, sum] = [0, 0];
  greys.forEach((times, grey) => {
    count += times;
    sum += times * grey;
  });
  const mean = sum / count;
  let squares = 0;
  greys.forEach((times, grey) => {
    squares += times * (grey - mean) ** 2;
  });
  return { mean: mean / 255, deviation: Math.sqrt(squares / count) / 255 };
}

export interface Tiles {
  /** [count, pixels]. */
  readonly pixels: Uint8Array;
  readonly classes: Uint8Array;
  /** Row numbers within the part. */
  readonly rows: Int32Array;
}

/**
 * Some images of a part, of one class or of all (null), after skipping the first `skip`.
 * @param wanted at most so many
 */
export function imagesOf(
  { features, targets, inputs, trainCount, testCount }: Dataset,
  part: 'train' | 'test',
  only: number | null,
  skip: number,
  wanted: number,
): Tiles {
  const [start, count] = part === 'train' ? [0, trainCount] : [trainCount, testCount];
  const rows: number[] = [];
  let passed = 0;
  for (let row = 0; row < count && rows.length < wanted; row++) {
    if (only !== null && targets[start + row] !== only) continue;
    if (passed >= skip) rows.push(row);
    passed += 1;
  }
  const pixels = new Uint8Array(rows.length * inputs);
  rows.forEach((row, at) => {
    const from = (start + row) * inputs;
    pixels.set(features.subarray(from, from + inputs), at * inputs);
  });
  return {
    pixels,
    classes: Uint8Array.from(rows, (row) => targets[start + row]!),
    rows: Int32Array.from(rows),
  };
}
