/**
 * Times the dense products of a step alone: no gathering, no activations, no loss, no optimiser.
 * The engine has to offer that; until one does, the row says so.
 */
import type { Engine } from '../../workers/engine/types.ts';
import type { readWork } from '../lib/work-folder.mjs';

type TimeProducts = (
  engine: Engine,
  work: ReturnType<typeof readWork>,
  steps: number,
) => Promise<{ ms: number | null }>;

/** Milliseconds that the products of one step of the work take; null where the engine cannot tell. */
export const timeProducts: TimeProducts = () => Promise.resolve({ ms: null });
