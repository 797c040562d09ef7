import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { pauses } from '../../base/event-loop.ts';
import { canonicalJson } from '../../document/hash.ts';

/** Levels of lists whose items are pieces of their own: the names of a seal, a name's value, its rows. */
const listLevels = 3;

/** `contentHash` with pauses, for values with thousands of rows. */
export async function contentHashInPieces(value: unknown): Promise<string> {
  const hash = sha256.create();
  const pause = pauses();
  for (const text of pieces(value, listLevels)) {
    await pause();
    hash.update(utf8ToBytes(text));
  }
  return bytesToHex(hash.digest());
}

/** The canonical JSON, item by item. */
function* pieces(value: unknown, levels: number): Generator<string, void> {
  if (levels === 0 || !Array.isArray(value)) {
    yield canonicalJson(value);
    return;
  }
  for (const [at, item] of value.entries()) {
    yield at === 0 ? '[' : ',';
    yield* pieces(item, levels - 1);
  }
  yield value.length === 0 ? '[]' : ']';
}
