/**
 * One instance of the kernel and its memory. An arena serves one session at a time: grown memory is reused
 * by the next session, and pixels already there are not copied again.
 */
import { LabError } from '../../../src/base/errors.ts';
import { instantiate, type Compiled, type KernelMemory } from './kernel.ts';

const pageBytes = 65_536;
/** The module's own constants are in the first page. */
const firstFree = pageBytes;
/** Pixels are read sixteen at a time, including the last ones. */
const slack = 64;

interface Resident {
  /** What was copied: a view of the dataset, whose bytes never change. */
  readonly source: Uint8Array;
  readonly address: number;
}

export class Arena<Kernel extends KernelMemory> {
  readonly kernel: Kernel;
  #residents: readonly Resident[] = [];
  #trialStart = firstFree;

  private constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  static async start<Kernel extends KernelMemory>({
    module,
  }: Compiled<Kernel>): Promise<Arena<Kernel>> {
    return new Arena(await instantiate<Kernel>(module));
  }

  get bytes(): number {
    return this.kernel.memory.buffer.byteLength;
  }

  /** Start of a trial's memory, after the pixels. */
  get trialStart(): number {
    return this.#trialStart;
  }

  /**
   * Copies all pixels that a trial needs, unless already there. Throws LabError `out-of-memory`.
   */
  hold(wanted: readonly Uint8Array[]): void {
    if (wanted.every((each) => this.#find(each) !== null)) return;
    this.#residents = [];
    let next = firstFree;
    const residents = wanted.map((source) => {
      const address = next;
      next = Math.ceil((address + source.length + slack) / 64) * 64;
      return { source, address };
    });
    this.reserve(next);
    const bytes = new Uint8Array(this.kernel.memory.buffer);
    for (const { source, address } of residents) bytes.set(source, address);
    this.#residents = residents;
    this.#trialStart = next;
  }

  /** The address of pixels that are held. */
  addressOf(pixels: Uint8Array): number {
    const address = this.#find(pixels);
    if (address === null) throw new LabError('internal', 'Cannot find pixels that are not held');
    return address;
  }

  /** Grows memory to at least `end`. Throws LabError `out-of-memory`. */
  reserve(end: number): void {
    const { memory } = this.kernel;
    const missing = Math.ceil((end - memory.buffer.byteLength) / pageBytes);
    if (missing <= 0) return;
    const megabytes = Math.round(end / 1e6);
    const message = `the trial needs ${megabytes} MB of WebAssembly memory, which this worker does not get`;
    // Addresses have 32 bits.
    if (end > 2 ** 32 - pageBytes) throw new LabError('out-of-memory', message);
    try {
      memory.grow(missing);
    } catch (cause) {
      throw new LabError('out-of-memory', message, { cause });
    }
  }

  #find(pixels: Uint8Array): number | null {
    for (const { source, address } of this.#residents) {
      const from = pixels.byteOffset - source.byteOffset;
      const inside = from >= 0 && from + pixels.length <= source.length;
      if (source.buffer === pixels.buffer && inside) return address + from;
    }
    return null;
  }
}
