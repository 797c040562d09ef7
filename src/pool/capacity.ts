/** How many workers make sense. */

export interface Machine {
  /** Logical cores. */
  readonly cores: number;
  /** Memory in GiB, rounded down by the browser against fingerprinting; null if unknown. */
  readonly memory: number | null;
  /** Whether it is a phone or tablet, whose system kills pages that use much memory. False by default. */
  readonly phone?: boolean;
}

/** MB of one worker with FashionMNIST in its engine, and a network in training. */
const workerMemory = 200;
/** Beyond this, workers are limited by memory bandwidth. */
const maxWorkers = 16;
/** A phone's other cores are slow. */
const maxOnPhone = 3;
/** If memory is unknown, whether on a tablet or a workstation. */
const maxUnknownMemory = 4;
/** GiB assumed if memory is unknown. */
const assumedMemory = 4;
/** A GPU works on one thing at a time; the second worker fills the gaps of the first. */
const maxOnGpu = 2;

export interface Work {
  readonly trials: number;
  readonly gpu: boolean;
  /** MB of the dataset per worker if memory cannot be shared; 0 if it is shared. */
  readonly unshared: number;
}

/**
 * Number of workers for the work: one per core, minus one for the page if there are three or more cores, using
 * at most half of the memory; two on a GPU. On a phone, or if memory is unknown, only a few, using a quarter of
 * it. At least 1.
 */
export function capacity(machine: Machine, { trials, gpu, unshared }: Work): number {
  const { cores, memory, phone = false } = machine;
  const byCores = cores <= 2 ? cores : cores - 1;
  const share = phone || memory === null ? 1 / 4 : 1 / 2;
  // A dataset is copied to a worker while the page keeps its own, so both use memory.
  const each = workerMemory + 2 * unshared;
  const byMemory = Math.floor(((memory ?? assumedMemory) * 1024 * share) / each);
  const byKind = phone ? maxOnPhone : memory === null ? maxUnknownMemory : maxWorkers;
  return Math.max(1, Math.min(byCores, byMemory, trials, gpu ? maxOnGpu : byKind));
}

/** The requested number, limited by the trials and by the GPU. At least 1. */
export function requested(workers: number, trials: number, gpu: boolean): number {
  return Math.max(1, Math.min(workers, trials, gpu ? maxOnGpu : Infinity));
}

/** What a browser may report about its machine. */
interface ReportedMachine {
  readonly navigator?: {
    readonly hardwareConcurrency?: number;
    readonly deviceMemory?: number;
    readonly userAgentData?: { readonly mobile?: boolean };
  };
  readonly matchMedia?: (query: string) => { readonly matches: boolean };
}

/** This machine, as far as the browser reports it. */
export function thisMachine(told: ReportedMachine = globalThis): Machine {
  const { navigator } = told;
  return {
    cores: navigator?.hardwareConcurrency ?? 4,
    memory: navigator?.deviceMemory ?? null,
    phone:
      navigator?.userAgentData?.mobile === true ||
      // Touch is the only pointer: phones and tablets, whatever their user agent.
      told.matchMedia?.('(pointer: coarse) and (hover: none)').matches === true,
  };
}
