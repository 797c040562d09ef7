/**
 * Times the dense products of a step alone: no gathering, no activations, no loss, no optimiser.
 * The engine has to offer that; until one does, the row says so.
 */
import type { Engine } from '../../workers/engine/types.ts';
import type { readWork } from '../lib/work-folder.mjs';

/** Milliseconds that the products of one step of the work take; null where the engine cannot tell. */
export function timeProducts(
  _engine: Engine,
  _work: ReturnType<typeof readWork>,
  _steps: number,
): Promise<{ ms: number | null }> {
  return Promise.resolve({ ms: null });
}
