/** Which engine trains, and why: the choice is shown beside every chart. */
import { autoEngines } from '../../src/catalog/lookup/auto-engines.ts';
import type { EngineChoice } from '../../src/catalog/lookup/engine.ts';
import { engineMeta, type EngineName } from '../../src/catalog/registry/engine.meta.ts';
import { detectGpu } from '../../src/protocol/detect-gpu.ts';
import { isAbort, LabError, throwIfAborted } from '../../src/base/errors.ts';
import { engineStart } from './generated/start.ts';
import type { Engine } from './types.ts';

export interface ChooseOptions {
  readonly signal?: AbortSignal | undefined;
  /** As in TrialRequest; true when left out. */
  readonly deterministic?: boolean | undefined;
  /** For `auto`: whether to look for a GPU; false for small steps. True by default. */
  readonly gpuMayPay?: boolean | undefined;
  /** Why not, if it is not that steps are small. */
  readonly noGpu?: string | undefined;
}

/**
 * `auto` uses a GPU if it may pay off and a hardware adapter exists, else the first CPU engine that starts. An engine
 * chosen by name is used or refused: throws LabError `engine-unavailable` naming what is missing, and `aborted`.
 */
export async function chooseEngine(
  choice: EngineChoice,
  options: ChooseOptions = {},
): Promise<Engine> {
  const { signal } = options;
  throwIfAborted(signal);
  if (choice !== 'auto') {
    try {
      return await start(choice, 'chosen by name', options);
    } catch (error) {
      throw unavailable(choice, error);
    }
  }
  if (options.gpuMayPay === false)
    return withoutGpu(options.noGpu ?? 'a GPU would be slower for steps this small', options);
  const gpu = await detectGpu();
  throwIfAborted(signal);
  if (gpu.kind !== 'hardware') {
    return withoutGpu(gpu.kind === 'none' ? gpu.why : 'WebGPU runs only in software here', options);
  }
  let why = 'WebGPU failed to start';
  for (const name of autoEngines(true)) {
    try {
      return await start(name, engineMeta[name].auto!, options);
    } catch (error) {
      throwIfAborted(signal);
      why += ` (${messageOf(error)})`;
    }
  }
  return withoutGpu(why, options);
}

/** The best CPU engine. `why` says why no GPU or better engine is used. */
export async function withoutGpu(
  why: string,
  options: ChooseOptions = {},
  [name, ...others] = autoEngines(false),
): Promise<Engine> {
  throwIfAborted(options.signal);
  try {
    return await start(name!, `${why}; ${engineMeta[name!].auto}`, options);
  } catch (error) {
    throwIfAborted(options.signal);
    if (others.length === 0) throw error;
    return withoutGpu(`${why}; ${messageOf(error)}`, options, others);
  }
}

/** Engines are loaded on demand. */
async function start(
  name: EngineName,
  reason: string,
  { signal, deterministic = true }: ChooseOptions,
): Promise<Engine> {
  const { default: startEngine } = await engineStart[name]();
  throwIfAborted(signal);
  return startEngine({ name, reason, revision: engineMeta[name].revision }, { deterministic });
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

function unavailable(choice: string, error: unknown): unknown {
  if (isAbort(error)) return error;
  const message = `The engine ${choice} cannot run here: ${messageOf(error)}. Choose another one, or "auto".`;
  return new LabError('engine-unavailable', message, { cause: error });
}
