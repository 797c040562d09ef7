/** What not every system has. A test that needs it says so, and is skipped, visibly, where it is not there. */
import { spawnSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Context } from 'mocha';

/** Programs that can be asked to end. On Windows `kill` ends them unasked, whatever the signal is called. */
export function needsSignals(context: Context): void {
  if (process.platform === 'win32') context.skip();
}

/** Links to files. Windows lets only some people make them, and Wine makes files that are none. */
export function needsLinks(context: Context): void {
  if (!linked((folder) => writeFileSync(folder, ''), 'file')) context.skip();
}

/** Links to folders, junctions on Windows: everyone may make them there, but not under Wine. */
export function needsFolderLinks(context: Context): void {
  if (!linked((folder) => mkdirSync(folder), 'junction')) context.skip();
}

/** Whether a link to what is made here leads there. */
function linked(make: (place: string) => void, type: 'file' | 'junction'): boolean {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'a2-link-'));
  const [target, link] = [path.join(folder, 'target'), path.join(folder, 'link')];
  try {
    make(target);
    symlinkSync(target, link, type);
    return lstatSync(link).isSymbolicLink() && realpathSync(link) === realpathSync(target);
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** npm beside Node, where a system's package of Node may come without it. */
export function needsNpm(context: Context): void {
  const { status } = spawnSync('npm --version', { shell: true, stdio: 'ignore' });
  if (status !== 0) context.skip();
}
