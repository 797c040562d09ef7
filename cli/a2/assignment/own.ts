/** `--hand-in`: the student's choices, answers and details, as the report page saved them. */
import { createReadStream } from 'node:fs';
import { issuesText } from '../../../src/document/issue.ts';
import { readHandIn, type HandInFile } from '../../../src/course/handin/file/read.ts';
import { isAbort } from '../../../src/base/errors.ts';
import { messageOf, systemCode, UsageProblem } from '../problem.ts';
import { oneLine } from '../terminal.ts';

/** Throws UsageProblem where the file is missing or is no hand-in file. */
export async function readOwn(file: string, signal?: AbortSignal): Promise<HandInFile> {
  const where = oneLine(file);
  let read;
  try {
    read = await readHandIn(createReadStream(file, { highWaterMark: 2 ** 18 }), signal);
  } catch (error) {
    if (isAbort(error)) throw error;
    const reason = { ENOENT: 'there is no such file', EISDIR: 'it is a folder' }[systemCode(error)];
    throw new UsageProblem(
      `--hand-in: ${where} cannot be read: ${reason ?? messageOf(error)}. Wanted a file that “Save hand-in file” on the report page made.`,
    );
  }
  if (read.ok) return read.file;
  throw new UsageProblem(
    `--hand-in: ${where} is not a hand-in file that this lab can read: ${oneLine(issuesText(read.issues))}. Wanted a file that “Save hand-in file” on the report page made.`,
  );
}
