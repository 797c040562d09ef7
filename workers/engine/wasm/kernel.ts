/** The compiled kernel: its exports, and which of its two builds runs here. */
import { LabError } from '../../../src/base/errors.ts';

/** The exports of workers/kernels/index.ts. Addresses are bytes in `memory`. */
export interface Kernel {
  readonly memory: WebAssembly.Memory;
  /**
   * @param activation its number in the kernel; below 0 for none
   * @param clamps whether products clamp at zero
   * @param coefficients address of the activation's numbers
   */
  setNetwork(
    table: number,
    layers: number,
    activation: number,
    clamps: boolean,
    coefficients: number,
  ): void;
  /** @param loss its number in the kernel @param elements a row's weight in the loss's divisor */
  setTraining(
    loss: number,
    ofClasses: boolean,
    outputs: number,
    elements: number,
    targets: number,
    panels: number,
    group: number,
    deltas: number,
    panelCost: number,
    optimizer: number,
  ): void;
  begin(
    part: number,
    order: number,
    count: number,
    batchSize: number,
    losses: number,
    coefficients: number,
  ): void;
  beginNorms(part: number, order: number, count: number, losses: number): void;
  /** Returns the steps finished since `begin`. */
  advance(operations: number): number;
  fraction(): number;
  evaluate(part: number, from: number, to: number): void;
  multiply(rows: number): void;
  readonly lossSum: WebAssembly.Global;
  readonly correctCount: WebAssembly.Global;
  readonly absoluteSum: WebAssembly.Global;
}

export interface Compiled {
  readonly module: WebAssembly.Module;
  /** `SIMD`, or `relaxed SIMD`, whose multiply-adds round once. */
  readonly device: 'SIMD' | 'relaxed SIMD';
}

/**
 * Compiles the build that fits. Throws LabError `engine-unavailable` without SIMD.
 * @param deterministic whether to use the build with the same bits on every machine
 */
export async function compileKernel(deterministic: boolean): Promise<Compiled> {
  if (typeof WebAssembly !== 'object') {
    throw new LabError('engine-unavailable', 'there is no WebAssembly here');
  }
  if (!deterministic) {
    const relaxed = bytesOf((await import('./built/relaxed.ts')).default);
    if (WebAssembly.validate(relaxed)) {
      return { module: await WebAssembly.compile(relaxed), device: 'relaxed SIMD' };
    }
  }
  const plain = bytesOf((await import('./built/plain.ts')).default);
  if (!WebAssembly.validate(plain)) {
    throw new LabError('engine-unavailable', 'there is WebAssembly, but without SIMD');
  }
  return { module: await WebAssembly.compile(plain), device: 'SIMD' };
}

export async function instantiate(module: WebAssembly.Module): Promise<Kernel> {
  const { exports } = await WebAssembly.instantiate(module);
  return exports as unknown as Kernel;
}

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
