/** A store of artefacts in a folder: finished trials in trials/, checkpoints and their pins in checkpoints/. */
import { LabError, throwIfAborted } from '../../base/errors.ts';
import type { Artefacts, Bytes, Lease } from '../ports/artefacts.ts';
import type { FolderFiles } from '../ports/file-system.ts';
import type { FileLeases } from './file-leases.ts';
import { placeOf, storeProblem } from './problem.ts';
import { writeWhole } from './write-whole.ts';

export const artefactFolders = ['trials', 'checkpoints'] as const;
const damagedFolder = 'damaged';

/** Lower case and short, so that it is one file's name on every system. */
const isName = (name: string): boolean => /^[0-9a-f]{64}[a-z0-9@+.-]{1,120}$/.test(name);

const folderOf = (name: string): (typeof artefactFolders)[number] =>
  name.includes('@') ? 'checkpoints' : 'trials';

function pathOf(name: string): string {
  if (!isName(name)) throw new LabError('internal', `"${name}" is not the name of an artefact`);
  return `${folderOf(name)}/${name}`;
}

export class FileArtefacts implements Artefacts {
  readonly #files: FolderFiles;
  readonly #leases: FileLeases;

  constructor(files: FolderFiles, leases: FileLeases) {
    this.#files = files;
    this.#leases = leases;
  }

  async get(name: string, signal?: AbortSignal): Promise<Bytes | null> {
    throwIfAborted(signal);
    const path = pathOf(name);
    try {
      return await this.#files.read(path);
    } catch (error) {
      throw storeProblem(error, 'read', placeOf(this.#files, path));
    }
  }

  putIfAbsent(name: string, content: Bytes, signal?: AbortSignal): Promise<boolean> {
    pathOf(name);
    return writeWhole(this.#files, folderOf(name), name, content, this.#leases.holder, signal);
  }

  async list(prefix: string, signal?: AbortSignal): Promise<readonly string[]> {
    throwIfAborted(signal);
    const folders = prefix.includes('@') ? (['checkpoints'] as const) : artefactFolders;
    const all: string[] = [];
    for (const folder of folders) {
      try {
        all.push(...((await this.#files.list(folder)) ?? []));
      } catch (error) {
        throw storeProblem(error, 'read', placeOf(this.#files, folder));
      }
    }
    return all.filter((name) => name.startsWith(prefix) && isName(name)).toSorted();
  }

  async remove(name: string): Promise<void> {
    const path = pathOf(name);
    try {
      await this.#files.remove(path);
    } catch (error) {
      throw storeProblem(error, 'removed', placeOf(this.#files, path));
    }
  }

  async setAside(name: string, content: Bytes): Promise<string | null> {
    const path = pathOf(name);
    try {
      await this.#files.makeFolder(damagedFolder);
      // Another process may have put a good one there since.
      const now = await this.#files.read(path);
      if (now === null || !sameBytes(now, content)) return null;
      const aside = await this.#freeName(`${damagedFolder}/${name}`);
      await this.#files.rename(path, aside);
      await this.#files.syncFolder(damagedFolder);
      await this.#files.syncFolder(folderOf(name));
      return placeOf(this.#files, aside);
    } catch (error) {
      throw storeProblem(error, 'removed', placeOf(this.#files, path));
    }
  }

  async #freeName(path: string): Promise<string> {
    for (let number = 1; ; number++) {
      const name = number === 1 ? path : `${path}-${number}`;
      if ((await this.#files.size(name)) === null) return name;
    }
  }

  async lease(name: string, signal?: AbortSignal): Promise<Lease | null> {
    throwIfAborted(signal);
    return this.#leases.take(name);
  }
}

export const sameBytes = (one: Uint8Array, two: Uint8Array): boolean =>
  one.length === two.length && one.every((byte, at) => byte === two[at]);
