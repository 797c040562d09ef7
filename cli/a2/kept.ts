/**
 * Saves a finished file under another name where the existing file cannot be replaced: on Windows
 * while a reader has it open.
 */
import { lstat, stat } from 'node:fs/promises';
import path from 'node:path';
import { isHeld, renamePatiently } from '../../data/patience.mjs';
import { messageOf, Problem, systemCode } from './problem.ts';

/** `renamePatiently`, or a replacement for tests. */
export type Rename = (from: string, to: string) => Promise<void>;

/** Programs that typically have files open, for messages. */
export const holders = 'a PDF reader, an editor, Explorer’s preview, OneDrive';

/** "report.pdf" → "report-2.pdf". */
export function numbered(file: string, number: number): string {
  const { dir, name, ext } = path.parse(file);
  return path.join(dir, `${name}-${number}${ext}`);
}

/** The first numbered name that is free. */
export async function freeName(file: string): Promise<string> {
  for (let number = 2; ; number++) {
    const name = numbered(file, number);
    if ((await lstat(name).catch(() => null)) === null) return name;
  }
}

/** Why a file cannot be replaced, for messages. */
const reasonOf = (error: unknown): string =>
  isHeld(error) ? `another program has it open (${systemCode(error)})` : messageOf(error);

/**
 * Why a file cannot be written here; null where there is none, or one that can be replaced. To find out,
 * the file is renamed to its own name, which changes nothing, and which Windows refuses while another program
 * has it open.
 */
export async function whyNotReplaceable(
  file: string,
  rename: Rename = renamePatiently,
): Promise<string | null> {
  const there = await stat(file).catch(() => null);
  if (there === null) return null;
  if (!there.isFile()) return 'it is not a file';
  return rename(file, file).then(() => null, reasonOf);
}

export interface Kept {
  /** Where the file is now. */
  readonly file: string;
  /** Why it is not where it was requested; null where it is. */
  readonly why: string | null;
}

/**
 * Gives a finished file its final name, else a numbered one. Throws Problem that says where the file is when neither
 * works; it is still there then.
 */
export async function keep(
  from: string,
  wanted: string,
  rename: Rename = renamePatiently,
): Promise<Kept> {
  try {
    await rename(from, wanted);
    return { file: wanted, why: null };
  } catch (error) {
    const other = await freeName(wanted);
    try {
      await rename(from, other);
    } catch {
      throw new Problem(
        `${wanted} could not be written: ${reasonOf(error)}. The new file is complete. It is in ${from}: rename it.`,
        { cause: error },
      );
    }
    return { file: other, why: reasonOf(error) };
  }
}
