/** Parses a typed seed. */
import { limits } from '../../../document/limits.ts';

export type Seed =
  { readonly ok: true; readonly seed: number } | { readonly ok: false; readonly why: string };

/** A whole number from 0 to 2³² − 1, the range in which PyTorch's generator distinguishes seeds. */
export function parseSeed(text: string): Seed {
  const trimmed = text.trim();
  const seed = Number(trimmed);
  if (/^\d{1,10}$/.test(trimmed) && seed <= limits.seed) return { ok: true, seed };
  return { ok: false, why: `Enter a whole number from 0 to ${limits.seed}.` };
}
