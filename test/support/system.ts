/** What not every system has. A test that needs it says so, and is skipped, visibly, where it is not there. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Context } from 'mocha';

/** Programs that can be asked to end. On Windows `kill` ends them unasked, whatever the signal is called. */
export function needsSignals(context: Context): void {
  if (process.platform === 'win32') context.skip();
}

/** Permissions of files. Windows has others than read and write. */
export function needsPermissions(context: Context): void {
  if (process.platform === 'win32') context.skip();
}

/** Links to files. Windows lets only some people make them. */
export function needsLinks(context: Context): void {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'a2-link-'));
  try {
    symlinkSync('nowhere', path.join(folder, 'link'));
  } catch {
    context.skip();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** npm beside Node, where a system's package of Node may come without it. */
export function needsNpm(context: Context): void {
  const { status } = spawnSync('npm --version', { shell: true, stdio: 'ignore' });
  if (status !== 0) context.skip();
}
