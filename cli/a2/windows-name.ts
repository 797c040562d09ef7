/** Refuses file names that Windows rejects, before there is anything to write. */
import path from 'node:path';
import { windowsProblem } from '../../src/document/file-name.ts';
import { UsageProblem } from './problem.ts';

/** Throws UsageProblem on Windows for a name that it would treat as a device, or change. */
export function refuseOnWindows(
  option: string,
  name: string,
  platform: NodeJS.Platform = process.platform,
): void {
  const last = path.win32.basename(name);
  if (platform !== 'win32' || last === '.' || last === '..') return;
  const problem = windowsProblem(last);
  if (problem !== null)
    throw new UsageProblem(`${option}: ${name}: ${problem}. Wanted another name.`);
}
