/** The lab's own engine: a whole epoch in one WebAssembly module, see workers/kernels. */
import type { EngineInfo } from '../../../src/protocol/worker-api.ts';
import type { Engine, EngineAbout, StartOptions } from '../types.ts';
import { Arena } from './arena.ts';
import { compileKernel } from './kernel.ts';
import { WasmSession } from './session.ts';

export interface WasmEngine extends Engine {
  /** Bytes of WebAssembly memory, including arenas kept for reuse. */
  readonly bytes: number;
}

/** Starts the engine. Throws LabError `engine-unavailable` if WebAssembly has no SIMD. */
export async function startWasm(
  { name, reason, revision }: EngineAbout,
  options: StartOptions,
): Promise<WasmEngine> {
  const compiled = await compileKernel(options.deterministic);
  const info: EngineInfo = { name, reason, device: compiled.device, revision };
  const arenas: Arena[] = [];
  /** WebAssembly memory is never returned, so later sessions reuse it. */
  const idle: Arena[] = [];
  return {
    info,
    get bytes() {
      return arenas.reduce((sum, arena) => sum + arena.bytes, 0);
    },
    async open(trial) {
      let arena = idle.pop();
      if (arena === undefined) arenas.push((arena = await Arena.start(compiled)));
      const release = (): void => void idle.push(arena);
      try {
        return new WasmSession(arena, trial, release);
      } catch (error) {
        release();
        throw error;
      }
    },
  };
}
