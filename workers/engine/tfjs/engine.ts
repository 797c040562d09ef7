/** The general engine: tfjs on WebGPU, WebAssembly or plain JavaScript. */
import { engineRevisions } from '../../../src/protocol/engine-revision.ts';
import type { EngineInfo } from '../../../src/protocol/worker-api.ts';
import type { Engine } from '../types.ts';
import { activate, type BackendName } from './backend.ts';
import { TfjsSession } from './session.ts';
import { startBackend } from './start-backend.ts';

/**
 * Starts an engine; `reason` tells the page why this one. Throws LabError `engine-unavailable`
 * where the backend cannot run here.
 */
export async function startTfjs(name: BackendName, reason: string): Promise<Engine> {
  const backend = await startBackend(name);
  const info: EngineInfo = {
    name: `tfjs-${name}`,
    reason,
    revision: engineRevisions[`tfjs-${name}`],
    ...(backend.device === undefined ? {} : { device: backend.device }),
  };
  return {
    info,
    async open(options) {
      await activate(name);
      return backend.guard(() => Promise.resolve(new TfjsSession(backend, options)));
    },
  };
}
