/**
 * Advisory leases on names, for processes that share a folder, on one machine or several. A lease is a file
 * leases/NAME~1 with its holder's random name in it, which only one process can create. That of a dead holder is taken
 * over by creating leases/NAME~2, and so on: a name is held if any of its files is a living process's. Whether a
 * holder lives shows in leases/HOLDER.beat, which it changes every second. No process ids and no clocks are compared.
 * Where two processes do both hold a name, both write the same bytes.
 */
import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Lease } from '../ports/artefacts.ts';
import type { Clock } from '../ports/clock.ts';
import { systemCode, type FolderFiles } from '../ports/file-system.ts';
import { beatMs, Heartbeats } from './heartbeats.ts';
import { placeOf, storeProblem } from './problem.ts';
import { isRandomName } from './random-name.ts';
import { writerOf } from './write-whole.ts';
import { quietly } from './quietly.ts';

export const leaseFolder = 'leases';
/** Heartbeats after which leases are looked at whose holder is not known to be dead: those that a crash has torn. */
const sweepBeats = 10;

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const bytesOf = (text: string) => new Uint8Array(utf8ToBytes(text));

const leasePath = (name: string, generation: number): string =>
  `${leaseFolder}/${name}~${generation}`;
const beatPath = (holder: string): string => `${leaseFolder}/${holder}.beat`;

interface LeaseName {
  readonly name: string;
  readonly generation: number;
}

/** Null for a heartbeat's name, and others. */
function leaseOf(file: string): LeaseName | null {
  const [, name, generation] = /^(.+)~([1-9]\d{0,8})$/.exec(file) ?? [];
  return name === undefined ? null : { name, generation: Number(generation) };
}

interface Held {
  readonly name: string;
  readonly generation: number;
}

export class FileLeases {
  /** This process, as others know it. */
  readonly holder: string;
  readonly #files: FolderFiles;
  readonly #clock: Clock;
  readonly #beats: Heartbeats;
  readonly #held = new Map<string, Held>();
  /** The holder in each lease that was read. */
  readonly #known = new Map<string, string>();
  readonly #taking = new Set<string>();
  /** Files of released leases that could not be removed yet. */
  readonly #leftover = new Set<string>();
  /** Folders in which dead writers may have left temporary files. */
  readonly #swept: readonly string[];
  /** Writers whose temporary files were there at the start. */
  #suspects = new Set<string>();
  readonly #listeners = new Set<() => Promise<void>>();
  #count = 0;
  #stop: (() => void) | null = null;
  /** Serialises the ticks. */
  #ticking: Promise<void> = Promise.resolve();
  #busy = false;

  /**
   * @param holder a random name
   * @param swept folders whose temporary files belong to holders
   */
  constructor(files: FolderFiles, holder: string, clock: Clock, swept: readonly string[] = []) {
    this.holder = holder;
    this.#files = files;
    this.#clock = clock;
    this.#swept = swept;
    this.#beats = new Heartbeats(clock, (other) => this.#read(this.#beatOf(other)));
  }

  /** To be called before the first lease. Throws LabError `store`. */
  async start(): Promise<void> {
    try {
      await this.#beat();
      this.#suspects = await this.#writers();
    } catch (error) {
      throw storeProblem(error, 'written', placeOf(this.#files, leaseFolder));
    }
    this.#stop = this.#clock.every(beatMs, () => {
      if (!this.#busy) void this.tick();
    });
  }

  /** Calls back after every heartbeat, for somebody who waits. Returns a function that unsubscribes. */
  onTick(listener: () => Promise<void>): () => void {
    this.#listeners.add(listener);
    // A program that only waits for another one would end otherwise.
    const stop = this.#clock.every(beatMs, () => undefined, true);
    return () => {
      stop();
      this.#listeners.delete(listener);
    };
  }

  /** Once a second: shows that this process lives, and removes what dead ones have left. Never throws. */
  tick(): Promise<void> {
    this.#busy = true;
    return (this.#ticking = this.#ticking.then(async () => {
      // A heartbeat that fails is missed; leases are advisory.
      await quietly(this.#beat());
      await quietly(this.#sweep());
      for (const listener of [...this.#listeners]) await quietly(listener());
      this.#busy = false;
    }));
  }

  /**
   * Those of the names that no living process seems to hold, so that it is worth trying to take them. Throws the
   * system's errors.
   */
  async free(names: readonly string[]): Promise<readonly string[]> {
    const listed = (await this.#files.list(leaseFolder)) ?? [];
    const leases = listed.flatMap((file) => leaseOf(file) ?? []);
    // Leases that are gone may come back with other holders.
    const paths = new Set(leases.map(({ name, generation }) => leasePath(name, generation)));
    for (const path of this.#known.keys()) if (!paths.has(path)) this.#known.delete(path);
    const wanted = new Set(names);
    const held = new Set<string>();
    for (const { name, generation } of leases) {
      if (!wanted.has(name) || held.has(name)) continue;
      const holder = await this.#holderOf(leasePath(name, generation));
      if (holder !== null && !(await this.#isOver(holder))) held.add(name);
    }
    return names.filter((name) => !held.has(name));
  }

  /** Null if a living process holds it, or may; this process, too. Throws LabError `store`. */
  async take(name: string): Promise<Lease | null> {
    if (this.#held.has(name) || this.#taking.has(name)) return null;
    this.#taking.add(name);
    try {
      const generation = await this.#claim(name);
      if (generation === null) return null;
      const held = { name, generation };
      this.#held.set(name, held);
      return { release: () => this.#release(held) };
    } catch (error) {
      throw storeProblem(error, 'written', placeOf(this.#files, leasePath(name, 1)));
    } finally {
      this.#taking.delete(name);
    }
  }

  /** Releases all leases, and ends the heartbeat. Never throws. */
  async close(): Promise<void> {
    this.#stop?.();
    this.#stop = null;
    await this.#ticking;
    for (const held of [...this.#held.values()]) await this.#release(held);
    for (const path of this.#leftover) await quietly(this.#removeOwn(path));
    await quietly(this.#files.remove(beatPath(this.holder)));
  }

  /** The generation that is this process's now; null if others may hold the name. */
  async #claim(name: string): Promise<number | null> {
    if (await this.#create(name, 1)) return 1;
    const before = await this.#holders(name);
    for (const holder of before) if (!(await this.#isOver(holder))) return null;
    const next = before.length + 1;
    if (before.length === 0 || !(await this.#create(name, next))) return null;
    // Another process may have taken it over, used it and released it in the meantime.
    const now = await this.#holders(name);
    const same = before.every((holder, at) => holder === now[at]);
    if (same) return next;
    await this.#files.remove(leasePath(name, next));
    return null;
  }

  /** Whether this process created it. */
  async #create(name: string, generation: number): Promise<boolean> {
    const path = leasePath(name, generation);
    let file;
    try {
      file = await this.#files.create(path);
    } catch (error) {
      if (systemCode(error) === 'EEXIST') return false;
      throw error;
    }
    try {
      await file.write(bytesOf(this.holder));
    } catch (error) {
      await quietly(file.close());
      await this.#files.remove(path).catch(() => this.#leftover.add(path));
      throw error;
    }
    await file.close();
    return true;
  }

  /** Whether a lease's holder is dead, or is this process, which holds it no longer. */
  async #isOver(holder: string): Promise<boolean> {
    return holder === this.holder || this.#beats.isStale(holder);
  }

  /** By generation. A file without a name in it, as a crash may leave it, counts as a holder of its own. */
  async #holders(name: string): Promise<string[]> {
    const holders: string[] = [];
    for (let generation = 1; ; generation++) {
      const path = leasePath(name, generation);
      this.#known.delete(path);
      const holder = await this.#holderOf(path);
      if (holder === null) return holders;
      holders.push(holder);
    }
  }

  /** As it was read before, if it was; null if there is no such lease. */
  async #holderOf(path: string): Promise<string | null> {
    const known = this.#known.get(path);
    if (known !== undefined) return known;
    const text = await this.#read(path);
    if (text === null || !isRandomName(text)) return text === null ? null : path;
    this.#known.set(path, text);
    return text;
  }

  /** What shows that a holder lives. */
  #beatOf(holder: string): string {
    return isRandomName(holder) ? beatPath(holder) : holder;
  }

  async #read(path: string): Promise<string | null> {
    const bytes = await this.#files.read(path);
    return bytes === null ? null : textOf(bytes);
  }

  async #release(held: Held): Promise<void> {
    const { name, generation } = held;
    if (this.#held.get(name) !== held) return;
    this.#held.delete(name);
    // Those of dead holders first: a file that stays behind them would make the name look held.
    for (let each = 1; each <= generation; each++) {
      const path = leasePath(name, each);
      await this.#files.remove(path).catch(() => this.#leftover.add(path));
    }
  }

  /** Not one that another process has created since. */
  async #removeOwn(path: string): Promise<void> {
    const holder = await this.#read(path);
    if (holder === '' || holder === this.holder) await this.#files.remove(path);
  }

  #beat(): Promise<void> {
    this.#count += 1;
    const text = String(this.#count).padStart(12, '0');
    return this.#files.overwrite(beatPath(this.holder), bytesOf(text));
  }

  /** Removes leases, heartbeats and temporary files of processes that are dead. */
  async #sweep(): Promise<void> {
    const listed = (await this.#files.list(leaseFolder)) ?? [];
    const holders = new Set([
      ...this.#suspects,
      ...listed.flatMap((file) => (file.endsWith('.beat') ? file.slice(0, -5) : [])),
    ]);
    holders.delete(this.holder);
    const dead = new Set<string>();
    for (const holder of holders) if (await this.#beats.isStale(holder)) dead.add(holder);
    // Rarely without a dead holder: others may hold thousands.
    if (dead.size > 0 || this.#count % sweepBeats === 0) {
      for (const name of new Set(listed.flatMap((file) => leaseOf(file)?.name ?? []))) {
        await this.#sweepLease(name, listed);
      }
    }
    if (dead.size === 0) return;
    await this.#removeTemporaries(dead);
    for (const holder of dead) {
      await this.#files.remove(beatPath(holder));
      this.#beats.forget(holder);
      this.#suspects.delete(holder);
    }
  }

  /** Takes a dead holder's lease and releases it, so that no living one's is removed. */
  async #sweepLease(name: string, listed: readonly string[]): Promise<void> {
    if (this.#held.has(name)) return;
    const own = listed.flatMap((file) => {
      const lease = leaseOf(file);
      return lease?.name === name ? [lease] : [];
    });
    for (const { generation } of own) {
      const path = leasePath(name, generation);
      const holder = await this.#read(path);
      if (holder === null) return;
      if (!(await this.#isOver(isRandomName(holder) ? holder : path))) return;
    }
    const lease = await this.take(name);
    if (lease === null) return;
    // A crash within a release leaves later generations alone, without a first one.
    for (const { generation } of own) await this.#files.remove(leasePath(name, generation));
    await lease.release();
  }

  /** The holders that have temporary files, but for this one. */
  async #writers(): Promise<Set<string>> {
    const found = new Set<string>();
    for (const folder of this.#swept) {
      for (const name of (await this.#files.list(folder)) ?? []) {
        const writer = writerOf(name);
        if (writer !== null && writer !== this.holder) found.add(writer);
      }
    }
    return found;
  }

  async #removeTemporaries(dead: ReadonlySet<string>): Promise<void> {
    for (const folder of this.#swept) {
      for (const name of (await this.#files.list(folder)) ?? []) {
        const path = folder === '' ? name : `${folder}/${name}`;
        if (dead.has(writerOf(name) ?? '')) await this.#files.remove(path);
      }
    }
  }
}
