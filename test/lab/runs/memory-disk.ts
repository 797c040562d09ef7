/**
 * A disk in memory that a test can crash, fill up or unplug. As a system may, it keeps nothing on the device but what
 * was synced: at a crash each name that a folder was not synced with may or may not be there, and of bytes that a
 * file was not synced with a part.
 */
import type { Bytes } from '../../../src/lab/ports/artefacts.ts';
import type { FolderFiles, OpenFile } from '../../../src/lab/ports/file-system.ts';

export const systemError = (code: string): Error =>
  Object.assign(new Error(`${code}: an error of the system`), { code });

/** The program ends here: nothing of it runs on. */
export class Crash extends Error {}

interface Inode {
  data: Bytes;
  /** Its content on the device. */
  durable: Bytes;
}

type Entry = Inode | 'folder';
type Names = Map<string, Entry>;

/** A change of names in a folder that is not on the device yet. */
interface Change {
  readonly folder: string;
  readonly apply: (names: Names) => void;
}

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));
const none = (): Bytes => new Uint8Array();

function joined(one: Bytes, two: Bytes): Bytes {
  const both = new Uint8Array(one.length + two.length);
  both.set(one);
  both.set(two, one.length);
  return both;
}

export type Operation = keyof Omit<FolderFiles, 'place'> | 'write' | 'sync' | 'close';

/** Called before each operation; may throw. Of a write, only so many bytes are written before it throws. */
export type Before = (operation: Operation, path: string) => { readonly bytes: number } | null;
/** Called behind each operation; may throw. */
export type After = (operation: Operation, path: string) => void;

export interface DiskOptions {
  /** Whether a rename onto a file that is there is refused, as on Windows while it is open. */
  readonly keepsNames?: boolean;
}

export class MemoryDisk {
  readonly keepsNames: boolean;
  #now: Names = new Map([['', 'folder']]);
  #kept: Names = new Map([['', 'folder']]);
  #changes: Change[] = [];

  constructor({ keepsNames = false }: DiskOptions = {}) {
    this.keepsNames = keepsNames;
  }

  /** All files by their paths, but for heartbeats. */
  get files(): ReadonlyMap<string, Bytes> {
    const files = [...this.#now].flatMap(([path, entry]) =>
      entry === 'folder' ? [] : [[path, entry.data] as const],
    );
    return new Map(files.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Changes a file's content on the device, as a failing disk does. */
  damage(path: string, change: (bytes: Bytes) => Bytes): void {
    const entry = this.#now.get(path);
    if (entry === undefined || entry === 'folder') throw new Error(`no file ${path}`);
    entry.data = change(entry.data);
    entry.durable = entry.data;
  }

  put(path: string, text: string): void {
    const data = new TextEncoder().encode(text);
    this.#now.set(path, { data, durable: data });
    this.#kept.set(path, { data, durable: data });
  }

  /** The power fails. @param random 0 … 1 */
  crash(random: () => number): void {
    for (const { apply } of this.#changes) if (random() < 0.5) apply(this.#kept);
    const whole = (path: string): boolean =>
      path === '' || (this.#kept.get(parentOf(path)) === 'folder' && whole(parentOf(path)));
    const after: Names = new Map();
    for (const [path, entry] of this.#kept) {
      if (!whole(path)) continue;
      after.set(path, entry === 'folder' ? entry : torn(entry, random));
    }
    this.#now = after;
    this.#kept = new Map(after);
    this.#changes = [];
  }

  /** The folder as a program sees it. */
  open(before: Before = () => null, after: After = () => undefined): FolderFiles {
    const run = <T>(operation: Operation, path: string, work: (most: number) => T): Promise<T> =>
      new Promise((resolve) => {
        const part = before(operation, path);
        const value = work(part?.bytes ?? Infinity);
        if (part !== null) throw new Crash();
        after(operation, path);
        resolve(value);
      });
    const fileAt = (path: string): Inode | null => {
      const entry = this.#now.get(path);
      if (entry === 'folder') throw systemError('EISDIR');
      return entry ?? null;
    };
    const change = (folder: string, apply: (names: Names) => void): void => {
      if (this.#now.get(folder) !== 'folder') throw systemError('ENOENT');
      apply(this.#now);
      this.#changes.push({ folder, apply });
    };
    const opened = (path: string, inode: Inode): OpenFile => ({
      write: (bytes) =>
        run('write', path, (most) => {
          inode.data = joined(inode.data, bytes.slice(0, most));
        }),
      sync: () =>
        run('sync', path, () => {
          inode.durable = inode.data;
        }),
      close: () => run('close', path, () => undefined),
    });
    return {
      place: '/runs',
      read: (path) => run('read', path, () => fileAt(path)?.data.slice() ?? null),
      size: (path) => run('size', path, () => fileAt(path)?.data.length ?? null),
      list: (folder) =>
        run('list', folder, () => {
          if (this.#now.get(folder) !== 'folder') return null;
          return [...this.#now.keys()].flatMap((path) =>
            path !== '' && parentOf(path) === folder
              ? [path.slice(folder === '' ? 0 : folder.length + 1)]
              : [],
          );
        }),
      makeFolder: (path) =>
        run('makeFolder', path, () => {
          if (this.#now.get(path) === 'folder') return;
          change(parentOf(path), (names) => names.set(path, 'folder'));
        }),
      create: (path) =>
        run('create', path, () => {
          if (this.#now.has(path)) throw systemError('EEXIST');
          const inode: Inode = { data: none(), durable: none() };
          change(parentOf(path), (names) => names.set(path, inode));
          return opened(path, inode);
        }),
      overwrite: (path, bytes) =>
        run('overwrite', path, (most) => {
          const found = fileAt(path);
          if (found !== null) found.data = bytes.slice(0, most);
          else {
            const inode: Inode = { data: bytes.slice(0, most), durable: none() };
            change(parentOf(path), (names) => names.set(path, inode));
          }
        }),
      rename: (from, to) =>
        run('rename', from, () => {
          const inode = fileAt(from);
          if (inode === null) throw systemError('ENOENT');
          if (this.keepsNames && this.#now.has(to)) throw systemError('EPERM');
          change(parentOf(to), (names) => {
            names.delete(from);
            names.set(to, inode);
          });
        }),
      remove: (path) =>
        run('remove', path, () => {
          if (fileAt(path) !== null) change(parentOf(path), (names) => names.delete(path));
        }),
      syncFolder: (folder) =>
        run('syncFolder', folder, () => {
          for (const each of this.#changes) if (each.folder === folder) each.apply(this.#kept);
          this.#changes = this.#changes.filter((each) => each.folder !== folder);
        }),
    };
  }
}

/** What is on the device of a file: what was synced, and a part of the rest, or zeros in its place. */
function torn(inode: Inode, random: () => number): Inode {
  const { data, durable } = inode;
  if (data.length === durable.length && data.every((byte, at) => byte === durable[at])) {
    return inode;
  }
  const grown = data.length > durable.length;
  const length = durable.length + Math.floor(random() * (data.length - durable.length + 1));
  const content = grown ? data.slice(0, length) : random() < 0.5 ? data : durable;
  if (grown && random() < 0.3) content.fill(0, durable.length);
  return { data: content, durable: content };
}
