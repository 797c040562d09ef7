/** The compiled kernel: its exports, and which of its two builds runs here. */
import { LabError } from '../../../src/base/errors.ts';

export interface KernelMemory {
  readonly memory: WebAssembly.Memory;
}

/** What both modules export. Addresses are bytes in `memory`. */
export interface StepKernel extends KernelMemory {
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
  readonly lossSum: WebAssembly.Global;
  readonly correctCount: WebAssembly.Global;
  readonly absoluteSum: WebAssembly.Global;
}

/** The exports of workers/kernels/list/index.ts. */
export interface ListKernel extends StepKernel {
  setTraining(setup: number): void;
  beginPass(rows: number, losses: number): void;
  /** @param twister its address; 0 for none */
  setTwister(twister: number): void;
}

/** The exports of workers/kernels/index.ts. */
export interface Kernel extends StepKernel {
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
  /** @param kind 0 for none, 1 for the norm of all gradients, 2 for each @param norms address for them, [steps] */
  setClip(kind: number, limit: number, norms: number): void;
  /** @param measured the number of the loss that parts are measured by @param coefficients and weights: 0 for none */
  setLosses(measured: number, coefficients: number, weights: number): void;
  multiply(rows: number): void;
}

/** Its exports are in the type alone. */
export interface Compiled<Kernel extends KernelMemory> {
  readonly module: WebAssembly.Module & { readonly exported?: Kernel };
  /** `SIMD`, or `relaxed SIMD`, whose multiply-adds round once. */
  readonly device: 'SIMD' | 'relaxed SIMD';
}

/** The builds of a module, each loaded only where it is used. */
interface Builds<Kernel extends KernelMemory> {
  readonly plain: () => Promise<{ readonly default: string }>;
  readonly relaxed: () => Promise<{ readonly default: string }>;
  readonly exported?: Kernel;
}

/** For networks in the short form. */
export const coreBuilds: Builds<Kernel> = {
  plain: () => import('./built/plain.ts'),
  relaxed: () => import('./built/relaxed.ts'),
};

/** For networks that are lists of layers. */
export const listBuilds: Builds<ListKernel> = {
  plain: () => import('./built/list-plain.ts'),
  relaxed: () => import('./built/list-relaxed.ts'),
};

/**
 * Compiles the build that fits. Throws LabError `engine-unavailable` without SIMD.
 * @param deterministic whether to use the build with the same bits on every machine
 */
export async function compileKernel<Kernel extends KernelMemory>(
  builds: Builds<Kernel>,
  deterministic: boolean,
): Promise<Compiled<Kernel>> {
  if (typeof WebAssembly !== 'object') {
    throw new LabError('engine-unavailable', 'there is no WebAssembly here');
  }
  if (!deterministic) {
    const relaxed = bytesOf((await builds.relaxed()).default);
    if (WebAssembly.validate(relaxed)) {
      return { module: await WebAssembly.compile(relaxed), device: 'relaxed SIMD' };
    }
  }
  const plain = bytesOf((await builds.plain()).default);
  if (!WebAssembly.validate(plain)) {
    throw new LabError('engine-unavailable', 'there is WebAssembly, but without SIMD');
  }
  return { module: await WebAssembly.compile(plain), device: 'SIMD' };
}

export async function instantiate<Kernel extends KernelMemory>(
  module: WebAssembly.Module,
): Promise<Kernel> {
  const { exports } = await WebAssembly.instantiate(module);
  return exports as unknown as Kernel;
}

const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
