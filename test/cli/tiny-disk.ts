/** A disk that fills up quickly. */
import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import type { Context } from 'mocha';

/** Mounts one of that size ("64k") here; the test is skipped, visibly, where this user may not. */
export function tinyDisk(context: Context, place: string, size: string): { remove(): void } {
  mkdirSync(place);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', place], {
      stdio: 'ignore',
    });
  } catch {
    context.skip();
  }
  return { remove: () => execFileSync('umount', [place]) };
}
