/** The losses of a trial as decimal numbers, read as float32. */
import { joinedFloats } from '../../../base/joined.ts';
import { JsonProblem, type NumbersTaker } from '../../json/reader.ts';

export interface Inexact {
  /** From 0. */
  readonly step: number;
  readonly loss: number;
}

export class LossList {
  /** [steps], rounded to float32. */
  readonly values: Float32Array;
  /** The first number with more digits than a float32, which the lab does not write. */
  readonly inexact: Inexact | null;

  constructor(values: Float32Array, inexact: Inexact | null) {
    this.values = values;
    this.inexact = inexact;
  }
}

/**
 * @param path of the list in its document, for messages
 * @param count called with how many more losses there are; may throw
 */
export function lossListTaker(path: string, count: (losses: number) => void): NumbersTaker {
  const pieces: Float32Array[] = [];
  let inexact: Inexact | null = null;
  let length = 0;
  return {
    kind: 'numbers',
    take: (numbers) => {
      count(numbers.length);
      const piece = new Float32Array(numbers.length);
      for (const [at, loss] of numbers.entries()) {
        if (!Number.isFinite(loss)) {
          throw new JsonProblem(`${path}.${length + at}`, 'a finite number', loss);
        }
        piece[at] = loss;
        if (!Object.is(piece[at], loss)) inexact ??= { step: length + at, loss };
      }
      pieces.push(piece);
      length += piece.length;
    },
    end: () => new LossList(joinedFloats(pieces), inexact),
  };
}
