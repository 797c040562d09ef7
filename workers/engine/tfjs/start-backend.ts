/** Starts one of tfjs's backends, loaded on demand. */
import type { Backend, BackendName } from './backend.ts';

const starters = {
  webgpu: async () => (await import('./backend-webgpu.ts')).startWebgpu(),
  wasm: async () => (await import('./backend-wasm.ts')).startWasm(),
  cpu: async () => (await import('./backend-cpu.ts')).startCpu(),
} satisfies Record<BackendName, () => Promise<Backend>>;

/** Throws LabError `engine-unavailable`, with what is missing, where the backend cannot run here. */
export const startBackend = (name: BackendName): Promise<Backend> => starters[name]();
