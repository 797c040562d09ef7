/** How many workers make sense. */

export interface Machine {
  /** Logical cores. */
  readonly cores: number;
  /** Memory in GiB, rounded down by the browser to hide which machine it is; null where not told. */
  readonly memory: number | null;
  /** Whether it is held in the hand: its system ends a page that takes much memory. False when left out. */
  readonly phone?: boolean;
}

/** MB of one worker with FashionMNIST in its engine, and a network in training. */
const workerMemory = 200;
/** More workers than this wait for memory rather than compute. */
const most = 16;
/** A phone's other cores are slow ones. */
const maxOnPhone = 3;
/** Where memory is not told, be it a tablet or a workstation. */
const maxUnknownMemory = 4;
/** GiB that are taken for granted where memory is not told. */
const assumedMemory = 4;
/** A GPU works on one thing at a time; the second worker fills the gaps of the first. */
const maxOnGpu = 2;

export interface Work {
  readonly trials: number;
  readonly gpu: boolean;
  /** MB of the dataset; each worker holds its own where memory cannot be shared. 0 where it is shared. */
  readonly unshared: number;
}

/**
 * Workers for so much work: one a core, less one for the page where there are three or more, in half of
 * the memory at most, and two on a GPU. On a phone, and where memory is not told, a few, in a quarter of
 * it. At least 1.
 */
export function capacity(machine: Machine, { trials, gpu, unshared }: Work): number {
  const { cores, memory, phone = false } = machine;
  const byCores = cores <= 2 ? cores : cores - 1;
  const share = phone || memory === null ? 1 / 4 : 1 / 2;
  // A dataset crosses to a worker as a copy of what the page holds, and both are there at once.
  const each = workerMemory + 2 * unshared;
  const byMemory = Math.floor(((memory ?? assumedMemory) * 1024 * share) / each);
  const byKind = phone ? maxOnPhone : memory === null ? maxUnknownMemory : most;
  return Math.max(1, Math.min(byCores, byMemory, trials, gpu ? maxOnGpu : byKind));
}

/** What someone asked for, within what there is to do and what a GPU takes. At least 1. */
export function requested(workers: number, trials: number, gpu: boolean): number {
  return Math.max(1, Math.min(workers, trials, gpu ? maxOnGpu : Infinity));
}

/** What a browser may tell of the machine that it runs on. */
interface ReportedMachine {
  readonly navigator?: {
    readonly hardwareConcurrency?: number;
    readonly deviceMemory?: number;
    readonly userAgentData?: { readonly mobile?: boolean };
  };
  readonly matchMedia?: (query: string) => { readonly matches: boolean };
}

/** This machine, as far as the browser tells. */
export function thisMachine(told: ReportedMachine = globalThis): Machine {
  const { navigator } = told;
  return {
    cores: navigator?.hardwareConcurrency ?? 4,
    memory: navigator?.deviceMemory ?? null,
    phone:
      navigator?.userAgentData?.mobile === true ||
      // A finger is all there is to point with: phones and tablets, whatever they call themselves.
      told.matchMedia?.('(pointer: coarse) and (hover: none)').matches === true,
  };
}
