/** How many workers make sense. */

export interface Machine {
  /** Logical cores. */
  readonly cores: number;
  /** Memory in GiB, rounded down by the browser to hide which machine it is; null where not told. */
  readonly memory: number | null;
}

/** MB of one worker with FashionMNIST, its engine and a network in training. */
const workerMemory = 200;
/** More workers than this wait for memory rather than compute. */
const most = 16;
/** A GPU works on one thing at a time; the second worker fills the gaps of the first. */
const mostOnGpu = 2;

/**
 * Workers for so many trials: one a core, less one for the page where there are three or more, in
 * half of the memory at most, and two on a GPU. At least 1.
 */
export function capacity(machine: Machine, trials: number, gpu: boolean): number {
  const { cores, memory } = machine;
  const byCores = cores <= 2 ? cores : cores - 1;
  const byMemory = memory === null ? most : Math.floor((memory * 1024) / 2 / workerMemory);
  return Math.max(1, Math.min(byCores, byMemory, trials, gpu ? mostOnGpu : most));
}

/** What someone asked for, within what there is to do and what a GPU takes. At least 1. */
export function requested(workers: number, trials: number, gpu: boolean): number {
  return Math.max(1, Math.min(workers, trials, gpu ? mostOnGpu : Infinity));
}

/** This machine, as far as the browser tells. */
export function thisMachine(): Machine {
  const { navigator } = globalThis as {
    navigator?: { hardwareConcurrency?: number; deviceMemory?: number };
  };
  return {
    cores: navigator?.hardwareConcurrency ?? 4,
    memory: navigator?.deviceMemory ?? null,
  };
}
