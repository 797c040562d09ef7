/** The engine's interface to tfjs backends, and activating one. */
import { getBackend, setBackend } from '@tensorflow/tfjs-core';
import { LabError } from '../../../src/base/errors.ts';

export type BackendName = 'webgpu' | 'wasm' | 'cpu';

export interface Backend {
  readonly name: BackendName;
  /** `SIMD`, or the GPU's name. */
  readonly device?: string;
  /**
   * Waits for work on the backend. Rejects with LabError `device-lost` or `out-of-memory` if the device
   * fails meanwhile, which tfjs does not detect.
   */
  guard<T>(work: () => Promise<T>): Promise<T>;
}

/** Activates a backend that was loaded before; `false` from tfjs becomes an error. */
export async function activate(name: BackendName): Promise<void> {
  if (getBackend() === name) return;
  let detail = '';
  try {
    if (await setBackend(name)) return;
  } catch (error) {
    detail = `: ${error instanceof Error ? error.message : String(error)}`;
  }
  throw new LabError('engine-unavailable', `tfjs could not start its ${name} backend${detail}`);
}
