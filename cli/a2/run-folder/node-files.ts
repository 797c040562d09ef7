/** A folder of runs on the disk, for Node. */
import { mkdir, open, readdir, readFile, stat, writeFile, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { patiently, removePatiently, renamePatiently } from '../../../data/patience.mjs';
import type { Bytes } from '../../../src/lab/ports/artefacts.ts';
import { systemCode, type FolderFiles, type OpenFile } from '../../../src/lab/ports/file-system.ts';

/** Where there is no such file or folder, `none`. */
async function orNone<T, N>(found: Promise<T>, none: N): Promise<T | N> {
  try {
    return await found;
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return none;
    throw error;
  }
}

/** Windows cannot sync a folder, and some network drives refuse to: their names are durable without, or never. */
const unsyncable: readonly string[] = ['EISDIR', 'EPERM', 'EINVAL', 'ENOTSUP', 'EBADF'];

async function syncFolder(folder: string): Promise<void> {
  let handle: FileHandle;
  try {
    handle = await open(folder, 'r');
  } catch (error) {
    if (process.platform === 'win32' && unsyncable.includes(systemCode(error))) return;
    throw error;
  }
  try {
    await handle.sync();
  } catch (error) {
    if (!unsyncable.includes(systemCode(error))) throw error;
  } finally {
    await handle.close();
  }
}

/** Names of the new folders, too, are on the device. */
async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true });
  if (first === undefined) return;
  // From the first new one's parent down to the last one's.
  for (let each = folder; each !== path.dirname(first); each = path.dirname(each)) {
    await syncFolder(path.dirname(each));
  }
}

const bytesOf = async (file: string): Promise<Bytes> => new Uint8Array(await readFile(file));

function openFile(handle: FileHandle): OpenFile {
  return {
    write: async (bytes) => {
      // A write to a full disk may take a part.
      for (let at = 0; at < bytes.length;) {
        at += (await handle.write(bytes, at, bytes.length - at)).bytesWritten;
      }
    },
    sync: () => handle.sync(),
    close: () => handle.close(),
  };
}

/** @param folder absolute, or relative to the working directory now */
export function nodeFiles(folder: string): FolderFiles {
  const root = path.resolve(folder);
  const at = (inner: string): string => path.join(root, ...inner.split('/'));
  return {
    place: folder,
    read: (inner) =>
      orNone(
        patiently(() => bytesOf(at(inner))),
        null,
      ),
    size: async (inner) => (await orNone(stat(at(inner)), null))?.size ?? null,
    list: (inner) => orNone(readdir(at(inner)), null),
    makeFolder: (inner) => makeFolder(at(inner)),
    // "wx" of Node: fails if there is one, on every system.
    create: async (inner) => openFile(await patiently(() => open(at(inner), 'wx'))),
    overwrite: (inner, bytes) => patiently(() => writeFile(at(inner), bytes)),
    rename: (from, to) => renamePatiently(at(from), at(to)),
    remove: (inner) => removePatiently(at(inner)),
    syncFolder: (inner) => syncFolder(at(inner)),
  };
}
