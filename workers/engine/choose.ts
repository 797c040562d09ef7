/** Which engine trains, and why: the choice is shown beside every chart. */
import { seeGpu } from '../../src/protocol/adapter.ts';
import { isAbort, LabError, throwIfAborted } from '../../src/base/errors.ts';
import type { EngineChoice, EngineInfo } from '../../src/protocol/worker-api.ts';
import type { Engine } from './types.ts';

export interface ChooseOptions {
  readonly signal?: AbortSignal | undefined;
  /** As in TrialRequest; true when left out. */
  readonly deterministic?: boolean | undefined;
  /** For `auto`: whether a GPU is worth a look; false for small steps. True when left out. */
  readonly gpuMayPay?: boolean | undefined;
}

/**
 * `auto` takes WebGPU where it may pay and a hardware adapter exists, else the lab's own engine, else
 * tfjs in plain JavaScript. A choice by name is taken or refused: throws LabError `engine-unavailable` naming what
 * is missing, and `aborted`.
 */
export async function chooseEngine(
  choice: EngineChoice,
  options: ChooseOptions = {},
): Promise<Engine> {
  throwIfAborted(options.signal);
  switch (choice) {
    case 'wasm':
    case 'tfjs-webgpu':
    case 'tfjs-wasm':
    case 'tfjs-cpu':
      try {
        return await start(choice, 'chosen by name', options);
      } catch (error) {
        throw unavailable(choice, error);
      }
    case 'auto': {
      if (options.gpuMayPay === false) {
        return withoutGpu('no GPU pays for steps this small', options);
      }
      const gpu = await seeGpu();
      throwIfAborted(options.signal);
      if (gpu.kind !== 'hardware') {
        return withoutGpu(gpu.kind === 'none' ? gpu.why : 'WebGPU only in software here', options);
      }
      try {
        return await start('tfjs-webgpu', 'a WebGPU adapter was found', options);
      } catch (error) {
        throwIfAborted(options.signal);
        return withoutGpu(`WebGPU failed to start (${messageOf(error)})`, options);
      }
    }
  }
}

/** The best engine on the processor. `why` tells what became of the GPU. */
export async function withoutGpu(why: string, options: ChooseOptions = {}): Promise<Engine> {
  throwIfAborted(options.signal);
  try {
    return await start('wasm', `${why}; WebAssembly SIMD`, options);
  } catch (error) {
    throwIfAborted(options.signal);
    return start('tfjs-cpu', `${why}; ${messageOf(error)}; plain JavaScript`, options);
  }
}

/** tfjs and the kernel are each fetched only where they are used. */
async function start(
  name: EngineInfo['name'],
  reason: string,
  { signal, deterministic = true }: ChooseOptions,
): Promise<Engine> {
  if (name === 'wasm') {
    const { startWasm } = await import('./wasm/engine.ts');
    throwIfAborted(signal);
    return startWasm(reason, { deterministic });
  }
  const { startTfjs } = await import('./tfjs/engine.ts');
  throwIfAborted(signal);
  return startTfjs(backends[name], reason);
}

const backends = {
  'tfjs-webgpu': 'webgpu',
  'tfjs-wasm': 'wasm',
  'tfjs-cpu': 'cpu',
} as const satisfies Record<Exclude<EngineInfo['name'], 'wasm'>, string>;

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

function unavailable(choice: string, error: unknown): unknown {
  if (isAbort(error)) return error;
  const message = `The engine ${choice} cannot run here: ${messageOf(error)}. Choose another one, or "auto".`;
  return new LabError('engine-unavailable', message, { cause: error });
}
