/** Where a command keeps its trials. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Experiment } from '../../../src/document/schema.ts';
import { settingsHash } from '../../../src/lab/kept/stored-run.ts';

/** Ends the names of folders of runs that stand beside an output. */
const ending = '.run';

/** Folders of runs without an output. The installed package sets A2_CACHE, because npm owns its folder. */
const runsFolder = (root: string): string =>
  process.env.A2_RUNS ??
  path.join(process.env.A2_CACHE ?? path.join(root, 'data', 'cache'), 'runs');

export interface RunPlace {
  readonly folder: string;
  /** Whether it was named on the command line: then a run without it is not what was asked for. */
  readonly named: boolean;
}

/**
 * A folder beside the output, "results.json" → "results.run"; without a file as output one in the cache, by the
 * experiment's hash.
 */
export async function runPlace(
  given: string | undefined,
  out: string | undefined,
  experiment: Experiment,
  root: string,
): Promise<RunPlace> {
  if (given !== undefined) return { folder: path.resolve(given), named: true };
  if (out !== undefined && out !== '-' && !(await isSpecial(out)))
    return { folder: besideOutput(out), named: false };
  return { folder: path.join(runsFolder(root), settingsHash(experiment)), named: false };
}

/** "hand-in" → "hand-in.run", "results.json" → "results.run". */
export function besideOutput(out: string): string {
  const { dir, name, ext } = path.parse(path.resolve(out));
  return path.join(dir, `${ext === '.json' ? name : name + ext}${ending}`);
}

/** Whether it is a device or a pipe, which has no place beside it. */
const isSpecial = async (out: string): Promise<boolean> => {
  const found = await stat(out).catch(() => null);
  return found !== null && !found.isFile() && !found.isDirectory();
};
