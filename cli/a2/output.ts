/** Files that the program leaves: refused early where they cannot be written, and written whole. */
import { access, constants, mkdir, open, realpath, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { writeWhole } from '../../data/cache.mjs';
import { patiently, removePatiently } from '../../data/patience.mjs';
import { freeName, holders, whyNotReplaceable } from './kept.ts';
import { messageOf, Problem, systemCode, UsageProblem } from './problem.ts';
import { refuseOnWindows } from './windows-name.ts';

export interface Output {
  /** As it was asked for. */
  readonly name: string;
  /** Writes all of it, or throws and leaves what was there. Returns where it lies now. */
  write(content: string): Promise<string>;
}

/**
 * `-` is the standard output. Throws UsageProblem where the file could not be written: after hours
 * of training it would be too late to find out.
 */
export async function openOutput(option: string, name: string): Promise<Output> {
  if (name === '-') {
    return {
      name,
      write: async (content) => {
        await printed(content);
        return 'the standard output';
      },
    };
  }
  refuseOnWindows(option, name);
  const there = await stat(name).catch(() => null);
  if (there?.isDirectory() === true) {
    throw new UsageProblem(`${option}: ${name} is a folder; wanted the name of a file in it.`);
  }
  // A device or a pipe is written to; a file put in its place would be no device any more.
  if (there !== null && !there.isFile()) {
    return { name, write: (content) => writeFile(name, content).then(() => name) };
  }
  // Through a link, what it points to is replaced and not the link.
  const file = there === null ? path.resolve(name) : await realpath(name);
  await requireWritable(option, name, file, there !== null);
  return { name, write: (content) => writeOrRescue(file, name, content) };
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

/**
 * What took hours is not lost where the file cannot be replaced, nor to a full disk: it is put beside it
 * under a numbered name, else among the temporary files. Throws Problem that says where, and why.
 * @returns `name`, as it was asked for
 */
export async function writeOrRescue(
  file: string,
  name: string,
  content: string | Uint8Array,
): Promise<string> {
  try {
    await writeWhole(file, content);
    return name;
  } catch (error) {
    const rescues = [
      await freeName(file),
      path.join(os.tmpdir(), `a2-${process.pid}-${path.basename(file)}`),
    ];
    for (const rescue of rescues) {
      const done = await writeWhole(rescue, content).then(
        () => true,
        () => false,
      );
      if (!done) continue;
      throw new Problem(`${messageOf(error)} What was to be written is in ${rescue} instead.`, {
        cause: error,
      });
    }
    throw new Problem(messageOf(error), { cause: error });
  }
}

/** Prints and waits until it is on its way, so that an exit does not cut it off. */
export const printed = (text: string): Promise<void> =>
  new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error === undefined || error === null) resolve();
      else reject(error);
    });
  });
