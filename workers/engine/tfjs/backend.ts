/** What a tfjs backend is to the engine, and how one is made the active one. */
import { getBackend, setBackend } from '@tensorflow/tfjs-core';
import { LabError } from '../../../src/base/errors.ts';

export type BackendName = 'webgpu' | 'wasm' | 'cpu';

export interface Backend {
  readonly name: BackendName;
  /** What it runs on or with: `SIMD`, or the GPU's name. */
  readonly device?: string;
  /**
   * Waits for work on the backend. Rejects with LabError `device-lost` or `out-of-memory` where the
   * device fails meanwhile, which tfjs itself would not notice.
   */
  guard<T>(work: () => Promise<T>): Promise<T>;
}

/** Makes a backend, loaded before, the one that computes; `false` from tfjs becomes an error. */
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
