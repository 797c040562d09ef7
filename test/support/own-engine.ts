/** The lab's own engine in this thread. */
import { engineMeta } from '../../src/catalog/registry/engine.meta.ts';
import { startWasm, type WasmEngine } from '../../workers/engine/wasm/engine.ts';

export const startOwnEngine = (deterministic = true): Promise<WasmEngine> =>
  startWasm(
    { name: 'wasm', reason: 'a test', revision: engineMeta.wasm.revision },
    { deterministic },
  );
