/** Output files: refused early where they cannot be written, and written as a whole. */
import { access, constants, lstat, mkdir, open, readlink, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { patiently, removePatiently } from '../../data/patience.mjs';
import { removeLeft } from '../../data/temporary.mjs';
import type { TextContent } from './content.ts';
import { holders, whyNotReplaceable } from './kept.ts';
import { messageOf, systemCode, UsageProblem } from './problem.ts';
import { rescue, writeOrRescue } from './rescue.ts';
import { writeSpecial } from './special-file.ts';
import { sent } from './streams.ts';
import { refuseOnWindows } from './windows-name.ts';

export interface Output {
  /** The name that was requested. */
  readonly name: string;
  /** Whether a file existed there before. */
  readonly exists: boolean;
  /**
   * Writes all of the content and returns where it is. Otherwise throws Problem that says where it is instead, and leaves
   * the old file. The signal stops waiting for a reader of a pipe.
   */
  write(content: TextContent, signal?: AbortSignal): Promise<string>;
}

/** What a name stands for; `name` is as requested. */
export type OutputPlace =
  | { readonly kind: 'standard output' }
  /** A device or a pipe, which is written to, not replaced. */
  | { readonly kind: 'special'; readonly file: string; readonly name: string }
  | {
      readonly kind: 'file';
      readonly file: string;
      readonly name: string;
      readonly exists: boolean;
    };

/**
 * Finds out what an output option names, `-` being standard output. Throws UsageProblem where the file cannot be
 * written: after hours of training would be too late to find out.
 */
export async function outputPlace(option: string, name: string): Promise<OutputPlace> {
  if (name === '-') return { kind: 'standard output' };
  refuseOnWindows(option, name);
  const file = await targetOf(option, name);
  const there = await stat(file).catch(() => null);
  if (there?.isDirectory() === true) {
    throw new UsageProblem(`${option}: ${name} is a folder; wanted the name of a file in it.`);
  }
  if (there?.isSocket() === true) {
    throw new UsageProblem(`${option}: ${name} is a socket; wanted a file, a pipe or a device.`);
  }
  if (there !== null && !there.isFile()) return { kind: 'special', file, name };
  await requireWritable(option, name, file, there !== null);
  await removeLeft(path.dirname(file), path.basename(file));
  return { kind: 'file', file, name, exists: there !== null };
}

/** Opens a file, or standard output for `-`. Throws like `outputPlace`. */
export async function openOutput(option: string, name: string): Promise<Output> {
  const place = await outputPlace(option, name);
  if (place.kind === 'standard output') {
    return {
      name,
      exists: false,
      write: async (content) => {
        await sent(content).catch((error: unknown) => rescue('results.json', content, error));
        return 'the standard output';
      },
    };
  }
  const { file } = place;
  if (place.kind === 'special') {
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
  return { name, exists: place.exists, write: (content) => writeOrRescue(file, name, content) };
}

/** Maximum length of a file name without its folders, in bytes (on Windows in UTF-16 code units). */
const longestName = 255;

const tooLong = (option: string, name: string, file: string): UsageProblem =>
  new UsageProblem(
    `${option}: the name ${name.slice(0, 60)}… is too long (${Buffer.byteLength(path.basename(file))} bytes). Wanted a shorter one: most systems take up to ${longestName} bytes.`,
  );

/** Maximum length of a chain of links, as in operating systems. */
const maxLinks = 40;

/**
 * The file itself: for a link its target, whether that exists or not. Throws UsageProblem for a name that
 * the system rejects, and for a cycle of links.
 */
async function targetOf(option: string, name: string): Promise<string> {
  let file = path.resolve(name);
  // Windows would only report that there is no such file.
  if (process.platform === 'win32' && path.basename(file).length > longestName)
    throw tooLong(option, name, file);
  for (let links = 0; links <= maxLinks; links++) {
    try {
      if (!(await lstat(file)).isSymbolicLink()) return await realpath(file);
      // The target of /dev/stdout has no usable path: "pipe:[123]".
      const there = await stat(file).catch(() => null);
      if (there !== null && !there.isFile()) return file;
      file = path.resolve(await realpath(path.dirname(file)), await readlink(file));
    } catch (error) {
      if (systemCode(error) === 'ENAMETOOLONG') throw tooLong(option, name, file);
      return file;
    }
  }
  throw new UsageProblem(`${option}: ${name} is part of a cycle of links. Wanted a file.`);
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
    // Permissions do not show everything (a read-only disk, for example), so a file is created and removed.
    await probe(folder);
  } catch (error) {
    const code = systemCode(error);
    const why =
      code === 'ENOENT' || code === 'ENOTDIR'
        ? `there is no folder ${folder}`
        : `the folder ${folder} does not allow it (${code === '' ? messageOf(error) : code})`;
    throw new UsageProblem(
      `${option}: ${name} cannot be written, because ${why}. Wanted a file in an existing, writable folder.`,
    );
  }
  const why = exists ? await whyNotReplaceable(file) : null;
  if (why === null) return;
  throw new UsageProblem(
    `${option}: ${name} cannot be replaced: ${why}. Close it where it is open (${holders}), or choose another file.`,
  );
}

/** Creates a file in the folder and removes it. Throws the system's error where that fails. */
async function probe(folder: string): Promise<void> {
  const file = path.join(folder, `.a2-${process.pid}.probe`);
  await (await patiently(() => open(file, 'wx'))).close();
  // A virus scanner may still hold the file; that it could be created is enough.
  await removePatiently(file).catch(() => undefined);
}

/**
 * Creates a folder if it is missing. Throws UsageProblem where no file can be written in it: after hours
 * of training would be too late to find out.
 * @param what will be written there, for the message
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
        ? 'it is not a folder'
        : `of ${code || messageOf(error)}`;
    throw new UsageProblem(
      `${option}: ${folder} cannot take ${what}, because ${why}. Wanted a folder that is writable or can be created.`,
    );
  }
}
