/** The general engine: tfjs on WebGPU, WebAssembly or plain JavaScript. */
import type { EngineInfo } from '../../../src/protocol/worker-api.ts';
import type { Engine, EngineAbout } from '../types.ts';
import { activate, type BackendName } from './backend.ts';
import { TfjsSession } from './session.ts';
import { startBackend } from './start-backend.ts';

/** Starts an engine on a backend. Throws LabError `engine-unavailable` if that cannot run here. */
export async function startTfjs(on: BackendName, about: EngineAbout): Promise<Engine> {
  const backend = await startBackend(on);
  const info: EngineInfo = {
    ...about,
    ...(backend.device === undefined ? {} : { device: backend.device }),
  };
  return {
    info,
    async open(options) {
      await activate(on);
      return backend.guard(() => Promise.resolve(new TfjsSession(backend, options)));
    },
    async openList(options) {
      // Loaded on demand, because it brings the derivatives of tfjs's operations.
      const { TfjsListSession } = await import('./list-session.ts');
      await activate(on);
      return backend.guard(() => Promise.resolve(new TfjsListSession(backend, options)));
    },
  };
}
