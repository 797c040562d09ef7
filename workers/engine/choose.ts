/** Which engine trains, and why: the choice is shown beside every chart. */
import { seeGpu } from '../../src/protocol/adapter.ts';
import { LabError, throwIfAborted } from '../../src/protocol/errors.ts';
import type { EngineChoice } from '../../src/protocol/worker-api.ts';
import type { Engine } from './types.ts';

export interface ChooseOptions {
  readonly signal?: AbortSignal;
}

/**
 * `auto` takes WebGPU where a hardware adapter exists, else WebAssembly, else plain JavaScript.
 * A choice by name is taken or refused: throws LabError `engine-unavailable` naming what is
 * missing, and `aborted`.
 */
export async function chooseEngine(
  choice: EngineChoice,
  { signal }: ChooseOptions = {},
): Promise<Engine> {
  const { startTfjs } = await import('./tfjs/engine.ts');
  throwIfAborted(signal);
  switch (choice) {
    case 'tfjs-webgpu':
    case 'tfjs-wasm':
    case 'tfjs-cpu': {
      const backend = backends[choice];
      try {
        return await startTfjs(backend, 'chosen by name');
      } catch (error) {
        throw unavailable(choice, error);
      }
    }
    case 'wasm':
      throw unavailable(choice, 'it is not built yet');
    case 'auto': {
      const gpu = await seeGpu();
      throwIfAborted(signal);
      if (gpu.kind !== 'hardware') {
        return withoutGpu(gpu.kind === 'none' ? gpu.why : 'WebGPU only in software here', signal);
      }
      try {
        return await startTfjs('webgpu', 'a WebGPU adapter was found');
      } catch (error) {
        throwIfAborted(signal);
        return withoutGpu(`WebGPU failed to start (${messageOf(error)})`, signal);
      }
    }
  }
}

const backends = {
  'tfjs-webgpu': 'webgpu',
  'tfjs-wasm': 'wasm',
  'tfjs-cpu': 'cpu',
} as const satisfies Record<Exclude<EngineChoice, 'auto' | 'wasm'>, string>;

/** The best engine on the processor. `why` tells what became of the GPU. */
export async function withoutGpu(why: string, signal?: AbortSignal): Promise<Engine> {
  const { startTfjs } = await import('./tfjs/engine.ts');
  throwIfAborted(signal);
  try {
    const engine = await startTfjs('wasm', why);
    const words = engine.info.device === 'SIMD' ? 'WebAssembly SIMD' : 'WebAssembly without SIMD';
    return { ...engine, info: { ...engine.info, reason: `${why}; ${words}` } };
  } catch (error) {
    throwIfAborted(signal);
    return startTfjs('cpu', `${why}; no WebAssembly (${messageOf(error)}); plain JavaScript`);
  }
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

function unavailable(choice: string, error: unknown): LabError {
  const message = `The engine ${choice} cannot run here: ${messageOf(error)}. Choose another one, or "auto".`;
  return new LabError('engine-unavailable', message, { cause: error });
}
