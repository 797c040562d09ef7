/** WebAssembly on one thread: the pool's workers are the threads. */
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import simdUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm';
import plainUrl from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm';
import { backend as currentBackend, env } from '@tensorflow/tfjs-core';
import { LabError } from '../../../src/base/errors.ts';
import { activate, type Backend } from './backend.ts';

export async function startWasm(): Promise<Backend> {
  if (typeof WebAssembly !== 'object') {
    throw new LabError('engine-unavailable', 'this browser has no WebAssembly');
  }
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths({
    'tfjs-backend-wasm.wasm': plainUrl,
    'tfjs-backend-wasm-simd.wasm': simdUrl,
    // tfjs insists on an entry for all three; this one is never fetched without threads.
    'tfjs-backend-wasm-threaded-simd.wasm': simdUrl,
  });
  await activate('wasm');
  refuseNull((currentBackend() as unknown as { wasm: Allocator }).wasm);
  const simd = await env().getAsync('WASM_HAS_SIMD_SUPPORT');
  return { name: 'wasm', device: simd === true ? 'SIMD' : 'no SIMD', guard: guardMemory };
}

interface Allocator {
  _malloc: (bytes: number) => number;
  _free: (address: number) => void;
}

const guarded = new WeakSet<Allocator>();

/** tfjs does not check whether it got memory: at address 0 it would overwrite its own. */
function refuseNull(module: Allocator): void {
  if (guarded.has(module)) return;
  guarded.add(module);
  // Emscripten installs the real function at the first call.
  module._free(module._malloc(8));
  const malloc = module._malloc;
  module._malloc = (bytes) => {
    // Sizes beyond 4 GB would wrap around.
    const address = bytes < 2 ** 32 ? malloc(bytes) : 0;
    if (address === 0 && bytes > 0) {
      const megabytes = Math.round(bytes / 1e6);
      throw new LabError(
        'out-of-memory',
        `the WebAssembly memory of this worker has no ${megabytes} MB left`,
      );
    }
    return address;
  };
}

/** Emscripten reports an exhausted heap as an abort or as an access beyond its end. */
async function guardMemory<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) {
      const message = `the WebAssembly memory of this worker is exhausted (${error.message})`;
      throw new LabError('out-of-memory', message, { cause: error });
    }
    throw error;
  }
}
