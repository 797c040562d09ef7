/** Writes a file whole or not at all: under a temporary name, on the device, and then under its own. */
import { throwIfAborted } from '../../base/errors.ts';
import type { Bytes } from '../ports/artefacts.ts';
import { systemCode, type FolderFiles } from '../ports/file-system.ts';
import { placeOf, storeProblem } from './problem.ts';
import { quietly } from './quietly.ts';

let count = 0;

/** The temporary name says whose it is, so that those of dead writers can be removed. */
const temporaryName = (writer: string): string => `.${writer}.${++count}.tmp`;

/** Who wrote a temporary file; null for other names. */
export const writerOf = (name: string): string | null =>
  /^\.([0-9a-f]{32})\.\d+\.tmp$/.exec(name)?.[1] ?? null;

/**
 * Resolves to whether it was absent; a file that is there stays. In both cases it is on the device then. Of two
 * writers at the same moment one may replace the other's file, which has the same content.
 * @param folder "" or the folder's path
 * @param writer its random name
 */
export async function writeWhole(
  files: FolderFiles,
  folder: string,
  name: string,
  content: Bytes,
  writer: string,
  signal?: AbortSignal,
): Promise<boolean> {
  const inFolder = (each: string) => (folder === '' ? each : `${folder}/${each}`);
  const path = inFolder(name);
  throwIfAborted(signal);
  try {
    if ((await files.size(path)) !== null) {
      // Another writer's, whose name may not be on the device yet.
      await files.syncFolder(folder);
      return false;
    }
    for (let attempt = 1; ; attempt++) {
      const temporary = inFolder(temporaryName(writer));
      try {
        await writeSynced(files, temporary, content);
        throwIfAborted(signal);
        await files.rename(temporary, path);
        break;
      } catch (error) {
        await quietly(files.remove(temporary));
        // Systems that do not replace a file: another writer was first.
        if ((await sizeOf(files, path)) !== null) {
          await files.syncFolder(folder);
          return false;
        }
        // Others take a process that was suspended for dead, and remove its temporary files.
        if (systemCode(error) !== 'ENOENT' || attempt === 2) throw error;
      }
    }
    await files.syncFolder(folder);
    return true;
  } catch (error) {
    throw storeProblem(error, 'written', placeOf(files, path));
  }
}

const sizeOf = (files: FolderFiles, path: string): Promise<number | null> =>
  files.size(path).catch(() => null);

async function writeSynced(files: FolderFiles, path: string, content: Bytes): Promise<void> {
  const file = await files.create(path);
  try {
    await file.write(content);
    await file.sync();
  } finally {
    await file.close();
  }
}
