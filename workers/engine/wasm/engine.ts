/** The lab's own engine: a whole epoch in one WebAssembly module, see workers/kernels. */
import type { EngineInfo } from '../../../src/protocol/worker-api.ts';
import type { Engine, EngineAbout, ListOptions, StartOptions } from '../types.ts';
import { Arenas } from './arenas.ts';
import { compileKernel, coreBuilds, listBuilds } from './kernel.ts';
import type { WasmListSession } from './list/session.ts';
import { WasmSession } from './session.ts';

export interface WasmEngine extends Engine {
  /** Bytes of WebAssembly memory, including arenas kept for reuse. */
  readonly bytes: number;
  readonly openList: (options: ListOptions) => Promise<WasmListSession>;
}

/** Starts the engine. Throws LabError `engine-unavailable` if WebAssembly has no SIMD. */
export async function startWasm(
  { name, reason, revision }: EngineAbout,
  { deterministic }: StartOptions,
): Promise<WasmEngine> {
  const core = new Arenas(() => compileKernel(coreBuilds, deterministic));
  const list = new Arenas(() => compileKernel(listBuilds, deterministic));
  const { device } = await core.compiled();
  const info: EngineInfo = { name, reason, device, revision };
  return {
    info,
    get bytes() {
      return core.bytes + list.bytes;
    },
    open: (trial) => core.open((arena, release) => new WasmSession(arena, trial, release)),
    openList: async (trial) => {
      // Only now: most trials have networks in the short form.
      const { WasmListSession: Session } = await import('./list/session.ts');
      return list.open((arena, release) => new Session(arena, trial, release));
    },
  };
}
