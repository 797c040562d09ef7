/** Which engine's results a trial would come to, before any engine is started. */
import { gpuMayPay } from '../experiment/parameters.ts';
import type { Trial } from '../experiment/schema.ts';
import { seeGpu } from '../protocol/adapter.ts';
import type { EngineChoice } from '../protocol/worker-api.ts';

export interface Machine {
  readonly engine: EngineChoice;
  readonly deterministic: boolean;
}

/**
 * As the key of a trial has it; null where that shows only at the start, on a GPU, whose results are
 * never taken for another's.
 */
export async function expectedBits(trial: Trial, machine: Machine): Promise<string | null> {
  const { engine, deterministic } = machine;
  switch (engine) {
    case 'tfjs-webgpu':
      return null;
    case 'tfjs-wasm':
    case 'tfjs-cpu':
      return engine;
    case 'auto':
      if (gpuMayPay(trial) && (await seeGpu()).kind === 'hardware') return null;
      return deterministic ? 'wasm' : 'wasm (relaxed SIMD)';
    case 'wasm':
      return deterministic ? 'wasm' : 'wasm (relaxed SIMD)';
    default:
      return engine satisfies never;
  }
}
