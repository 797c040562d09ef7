/**
 * Files that are finished and must not be lost where the one of that name cannot be replaced: on Windows
 * while a reader has it open.
 */
import { lstat, stat } from 'node:fs/promises';
import path from 'node:path';
import { isHeld, renamePatiently } from '../../data/patience.mjs';
import { messageOf, Problem, systemCode } from './problem.ts';

/** As `renamePatiently`; a test gives another. */
export type Rename = (from: string, to: string) => Promise<void>;

/** What has files open, for a person who looks for it. */
export const holders = 'a PDF reader, an editor, Explorer’s preview, OneDrive';

/** "report.pdf" → "report-2.pdf". */
export function numbered(file: string, number: number): string {
  const { dir, name, ext } = path.parse(file);
  return path.join(dir, `${name}-${number}${ext}`);
}

/** The first numbered name under which there is nothing yet. */
export async function freeName(file: string): Promise<string> {
  for (let number = 2; ; number++) {
    const name = numbered(file, number);
    if ((await lstat(name).catch(() => null)) === null) return name;
  }
}

/** Why a file is not replaced, in words for who can change that. */
const reasonOf = (error: unknown): string =>
  isHeld(error) ? `another program has it open (${systemCode(error)})` : messageOf(error);

/**
 * Why nothing can be put in this place; null where nothing is there, or a file that can be replaced. The
 * file is renamed to its own name, which changes nothing, and which Windows refuses while another program
 * has it open.
 */
export async function whyNotReplaceable(
  file: string,
  rename: Rename = renamePatiently,
): Promise<string | null> {
  const there = await stat(file).catch(() => null);
  if (there === null) return null;
  if (!there.isFile()) return 'it is no file';
  return rename(file, file).then(() => null, reasonOf);
}

export interface Kept {
  /** Where it lies now. */
  readonly file: string;
  /** Why it does not lie where it was wanted; null where it does. */
  readonly why: string | null;
}

/**
 * Gives a finished file its name, else a numbered one. Throws Problem that says where it lies when neither
 * could be had; it is still there then.
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
        `${wanted} could not be written: ${reasonOf(error)}. What was made for it is whole, and lies in ${from}: rename it.`,
        { cause: error },
      );
    }
    return { file: other, why: reasonOf(error) };
  }
}
