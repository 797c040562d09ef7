/** Which engine's results a trial would come to, before any engine is started. */
import { gpuMayPay } from '../../experiment/parameters.ts';
import type { Trial } from '../../experiment/schema.ts';
import { seeGpu } from '../../protocol/adapter.ts';
import { engineRevisions } from '../../protocol/engine-revision.ts';
import type { EngineChoice, EngineInfo } from '../../protocol/worker-api.ts';
import { engineRecord } from '../../formats/results/engine-record.ts';

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
      return today(engine);
    case 'auto':
      if (gpuMayPay(trial) && (await seeGpu()).kind === 'hardware') return null;
      return today('wasm', deterministic);
    case 'wasm':
      return today('wasm', deterministic);
    default:
      return engine satisfies never;
  }
}

/** Of the engine as it is now: what another revision came to is not expected. */
const today = (name: EngineInfo['name'], deterministic = true): string =>
  engineRecord({
    name,
    ...(deterministic ? {} : { device: 'relaxed SIMD' }),
    revision: engineRevisions[name],
  });
