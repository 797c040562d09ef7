/** Files that the program leaves: refused early where they cannot be written, and written whole. */
import { access, constants, lstat, mkdir, open, readlink, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { patiently, removePatiently } from '../../data/patience.mjs';
import { removeLeft } from '../../data/temporary.mjs';
import { holders, whyNotReplaceable } from './kept.ts';
import { messageOf, systemCode, UsageProblem } from './problem.ts';
import { rescue, writeOrRescue } from './rescue.ts';
import { writeSpecial } from './special-file.ts';
import { sent } from './streams.ts';
import { refuseOnWindows } from './windows-name.ts';

export interface Output {
  /** As it was asked for. */
  readonly name: string;
  /** Whether something lay there before. */
  readonly exists: boolean;
  /**
   * Writes all of it, or throws Problem that says where it lies instead, and leaves what was there. Returns where
   * it lies now. The signal ends waiting for a reader of a pipe.
   */
  write(content: string, signal?: AbortSignal): Promise<string>;
}

/**
 * `-` is the standard output. Throws UsageProblem where the file could not be written: after hours
 * of training it would be too late to find out.
 */
export async function openOutput(option: string, name: string): Promise<Output> {
  if (name === '-') {
    return {
      name,
      exists: false,
      write: async (content) => {
        await sent(content).catch((error: unknown) => rescue('results.json', content, error));
        return 'the standard output';
      },
    };
  }
  refuseOnWindows(option, name);
  const file = await targetOf(option, name);
  const there = await stat(file).catch(() => null);
  if (there?.isDirectory() === true) {
    throw new UsageProblem(`${option}: ${name} is a folder; wanted the name of a file in it.`);
  }
  if (there?.isSocket() === true) {
    throw new UsageProblem(`${option}: ${name} is a socket; wanted a file, a pipe or a device.`);
  }
  // A device or a pipe is written to; a file put in its place would be no device any more.
  if (there !== null && !there.isFile()) {
    return {
      name,
      exists: false,
      write: async (content, signal) => {
        await writeSpecial(file, content, signal).catch((error: unknown) =>
          rescue('results.json', content, error),
        );
        return name;
      },
    };
  }
  await requireWritable(option, name, file, there !== null);
  await removeLeft(path.dirname(file), path.basename(file));
  return { name, exists: there !== null, write: (content) => writeOrRescue(file, name, content) };
}

/** Bytes, or on Windows units of UTF-16, of a file's name without its folders. */
const longestName = 255;

const tooLong = (option: string, name: string, file: string): UsageProblem =>
  new UsageProblem(
    `${option}: the name ${name.slice(0, 60)}… is too long (${Buffer.byteLength(path.basename(file))} bytes). Wanted a shorter one: most systems take up to ${longestName} bytes.`,
  );

/** Links that point to links, at most: as systems have it. */
const maxLinks = 40;

/**
 * The file that is meant: through a link what it points to, be that there or not. Throws UsageProblem for a name that
 * the system does not take, and for links in a circle.
 */
async function targetOf(option: string, name: string): Promise<string> {
  let file = path.resolve(name);
  // Windows says only that there is no such file.
  if (process.platform === 'win32' && path.basename(file).length > longestName)
    throw tooLong(option, name, file);
  for (let links = 0; links <= maxLinks; links++) {
    try {
      if (!(await lstat(file)).isSymbolicLink()) return await realpath(file);
      // What /dev/stdout points to has no name of its own: "pipe:[123]".
      const there = await stat(file).catch(() => null);
      if (there !== null && !there.isFile()) return file;
      file = path.resolve(await realpath(path.dirname(file)), await readlink(file));
    } catch (error) {
      if (systemCode(error) === 'ENAMETOOLONG') throw tooLong(option, name, file);
      return file;
    }
  }
  throw new UsageProblem(`${option}: ${name} is a link that leads in a circle. Wanted a file.`);
}

async function requireWritable(
  option: string,
  name: string,
  file: string,
  exists: boolean,
): Promise<void> {
  const folder = path.dirname(file);
  try {
    if (exists) await access(file, constants.W_OK);
    // Permissions do not tell everything (a read-only disk, say), so a file is made and removed.
    await probe(folder);
  } catch (error) {
    const code = systemCode(error);
    const why =
      code === 'ENOENT' || code === 'ENOTDIR'
        ? `there is no folder ${folder}`
        : `the folder ${folder} does not let it (${code === '' ? messageOf(error) : code})`;
    throw new UsageProblem(
      `${option}: ${name} cannot be written, because ${why}. Wanted a file in a folder that is there and writable.`,
    );
  }
  const why = exists ? await whyNotReplaceable(file) : null;
  if (why === null) return;
  throw new UsageProblem(
    `${option}: ${name} cannot be replaced: ${why}. Close it where it is open (${holders}), or name another file.`,
  );
}

/** Makes a file in the folder and removes it. Throws the system's error where none can be made. */
async function probe(folder: string): Promise<void> {
  const file = path.join(folder, `.a2-${process.pid}.probe`);
  await (await patiently(() => open(file, 'wx'))).close();
  // Who looks at every new file may hold this one; that a file could be made is what was asked.
  await removePatiently(file).catch(() => undefined);
}

/**
 * Makes a folder where it is missing. Throws UsageProblem where it could take no files: after hours
 * of training it would be too late to find out.
 * @param what is going to be put there, in a word
 */
export async function requireFolderFor(
  what: string,
  option: string,
  folder: string,
): Promise<void> {
  refuseOnWindows(option, folder);
  try {
    await mkdir(folder, { recursive: true });
    await probe(folder);
  } catch (error) {
    const code = systemCode(error);
    const why =
      code === 'EEXIST' || code === 'ENOTDIR'
        ? 'it is no folder'
        : `of ${code || messageOf(error)}`;
    throw new UsageProblem(
      `${option}: ${folder} cannot take ${what}, because ${why}. Wanted a folder that is writable or can be made.`,
    );
  }
}
