/** Workers for a page that may be on another origin than the lab's scripts. */
import { spawnFrom, spawnFromElsewhere } from '../../pool/spawn-from.ts';
import { spawnTrialWorker, type Spawn } from '../../pool/spawn.ts';
import { configuration } from './configure.ts';

// A variable, because bundlers take `new URL('…', import.meta.url)` for a file to be copied.
const here = import.meta.url;

/** Whether this script is of the page’s own origin; a sandboxed page has none, whatever its address. */
export function isOwnOrigin(script: string, page: string): boolean {
  return URL.canParse(script) && page !== 'null' && new URL(script).origin === page;
}

/**
 * Whether a bundler has put this module into a script of its own: webpack leaves the address that the
 * module had on the disk of whoever built the page.
 */
export const isBundled = (script: string, page: string): boolean =>
  script.startsWith('file:') && /^https?:/.test(page);

export const spawnAnywhere: Spawn = (name) => {
  const { worker } = configuration();
  // The bundler knows where it has put the worker.
  if (worker === null && isBundled(here, self.location.href)) return spawnTrialWorker(name);
  const script = worker ?? new URL('worker.js', here).href;
  if (!isOwnOrigin(script, self.origin)) return spawnFromElsewhere(script)(name);
  return worker === null ? spawnTrialWorker(name) : spawnFrom(worker)(name);
};
