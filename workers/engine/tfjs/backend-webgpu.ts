/** WebGPU, handling missing and lost devices, which tfjs 4.22 does not. */
import '@tensorflow/tfjs-backend-webgpu';
import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import {
  backend as currentBackend,
  env,
  findBackendFactory,
  registerBackend,
  removeBackend,
} from '@tensorflow/tfjs-core';
import { detectGpu } from '../../../src/protocol/detect-gpu.ts';
import { LabError } from '../../../src/base/errors.ts';
import { activate, type Backend } from './backend.ts';

/** The device's first failure, if any. */
interface Health {
  failure: LabError | null;
  readonly listeners: Set<(failure: LabError) => void>;
}

let started: { readonly backend: Backend; readonly health: Health } | null = null;

export async function startWebgpu(): Promise<Backend> {
  if (started !== null) {
    if (started.health.failure === null) {
      await activate('webgpu');
      return started.backend;
    }
    forget();
  }
  // tfjs dereferences a null adapter, so check before starting it.
  const gpu = await detectGpu();
  if (gpu.kind === 'none') throw new LabError('engine-unavailable', gpu.why);
  // Small tensors would otherwise be computed in JavaScript, and rounded differently.
  env().set('WEBGPU_CPU_FORWARD', false);
  await activate('webgpu');
  const { device } = currentBackend() as unknown as Pick<WebGPUBackend, 'device'>;
  const health = watch(device);
  const backend: Backend = {
    name: 'webgpu',
    device: gpu.kind === 'software' ? `${gpu.device}, in software` : gpu.device,
    guard: (work) => guardDevice(health, work),
  };
  started = { backend, health };
  return backend;
}

/** Removes a backend whose device is lost but keeps its factory, so that it can be restarted. */
function forget(): void {
  const factory = findBackendFactory('webgpu');
  removeBackend('webgpu');
  // tfjs returns null or undefined for an unknown name, whatever its types say.
  // oxlint-disable-next-line typescript/no-unnecessary-condition
  if (factory) registerBackend('webgpu', factory, 3);
  started = null;
}

function watch(device: GPUDevice): Health {
  const health: Health = { failure: null, listeners: new Set() };
  const fail = (failure: LabError) => {
    health.failure ??= failure;
    for (const listener of [...health.listeners]) listener(health.failure);
  };
  void device.lost.then(({ message, reason }) => {
    const detail = message === '' ? reason : message;
    fail(new LabError('device-lost', `the GPU was lost (${detail})`));
  });
  device.addEventListener('uncapturederror', ({ error }) => {
    const memory = error instanceof GPUOutOfMemoryError;
    fail(
      memory
        ? new LabError('out-of-memory', `the GPU's memory is exhausted (${error.message})`)
        : new LabError('device-lost', `the GPU refused a command (${error.message})`),
    );
  });
  return health;
}

async function guardDevice<T>(health: Health, work: () => Promise<T>): Promise<T> {
  if (health.failure !== null) throw health.failure;
  let listener: (failure: LabError) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => health.listeners.add((listener = reject)));
  try {
    return await Promise.race([work(), failed]);
  } catch (error) {
    if (error instanceof DOMException) {
      // Reading from a device that is being lost fails before `lost` is announced.
      throw new LabError('device-lost', `the GPU was lost (${error.message})`, { cause: error });
    }
    throw error;
  } finally {
    health.listeners.delete(listener);
  }
}
