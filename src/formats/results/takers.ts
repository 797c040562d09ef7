/** Takes the losses of a results document, of any version and in a bundle, while it is read. */
import { floatsOfBytes } from '../../base/floats-of-bytes.ts';
import { joinedBytes } from '../../base/joined.ts';
import { Base64Reader } from '../base64.ts';
import { JsonProblem, type JsonPath, type Taker, type TextTaker } from '../json/reader.ts';
import { lossEncoding } from './document.ts';
import { lossListTaker } from './version-1/loss-list.ts';

/** Losses of a file: 4 GB of float32, more than any machine that reads them can hold. */
export const maxLosses = 1_000_000_000;

/** For the reader of one file. */
export function lossTakers(): (path: JsonPath) => Taker | null {
  let total = 0;
  const count = (losses: number): void => {
    total += losses;
    if (total <= maxLosses) return;
    throw new JsonProblem('', `at most ${maxLosses} losses in all`, 'more');
  };
  return (path) => {
    const last = path.at(-1);
    if (last !== 'batchLosses' && last !== 'data') return null;
    const inRun = path[0] === 'runs' && path[2] === 'results' ? path.slice(3) : path;
    if (inRun[0] !== 'trials') return null;
    const where = path.join('.');
    if (last === 'batchLosses') return inRun.length === 3 ? lossListTaker(where, count) : null;
    return inRun.length === 4 && inRun[2] === 'losses' ? base64Taker(where, count) : null;
  };
}

function base64Taker(path: string, count: (losses: number) => void): TextTaker {
  const reader = new Base64Reader();
  const pieces: Uint8Array[] = [];
  const fail = (found: string): never => {
    throw new JsonProblem(path, `${lossEncoding}, base64 of little-endian float32`, found);
  };
  return {
    kind: 'text',
    take: (piece) => {
      const bytes = reader.take(piece) ?? fail(piece);
      count(bytes.length / Float32Array.BYTES_PER_ELEMENT);
      pieces.push(bytes);
    },
    end: () => {
      const bytes = joinedBytes(pieces);
      if (!reader.isWhole || bytes.length % Float32Array.BYTES_PER_ELEMENT !== 0) {
        fail(`text of ${bytes.length} bytes`);
      }
      const losses = floatsOfBytes(bytes);
      const wrong = losses.findIndex((loss) => !Number.isFinite(loss));
      if (wrong !== -1) {
        const found = `${losses[wrong]} at step ${wrong + 1}`;
        throw new JsonProblem(path, 'finite losses only', found);
      }
      return losses;
    },
  };
}
