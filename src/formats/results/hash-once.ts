/** Hashes of losses while a document is written or read: each list is hashed once. */
import { lossesHash } from './losses-hash.ts';

export type HashLosses = (losses: Float32Array) => Promise<string>;

/** `lossesHash` that computes the hash of each list once; for lists that do not change meanwhile. */
export function hashLossesOnce(): HashLosses {
  const known = new Map<Float32Array, Promise<string>>();
  return (losses) => {
    const hash = known.get(losses) ?? lossesHash(losses);
    known.set(losses, hash);
    return hash;
  };
}
