/** The losses of a results document, for programs that read one as JSON. */
import { floatsOfBytes } from '../../base/floats-of-bytes.ts';
import { Base64Reader } from '../base64.ts';
import type { TrialResult } from './document.ts';

/**
 * The loss of every batch of a trial, [steps]; empty if none were recorded. Throws RangeError for a text that is
 * not base64.
 */
export function lossesOf({ losses }: Pick<TrialResult, 'losses'>): Float32Array {
  if (losses === undefined) return new Float32Array(0);
  const reader = new Base64Reader();
  const bytes = reader.take(losses.data);
  if (bytes === null || !reader.isWhole || bytes.length !== 4 * losses.count) {
    throw new RangeError(
      `wanted base64 of ${losses.count} float32, got "${losses.data.slice(0, 40)}"`,
    );
  }
  return floatsOfBytes(bytes);
}
