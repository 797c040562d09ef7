/** Workers for a page that may be on another origin than the lab's scripts. */
import { spawnFrom, spawnFromElsewhere } from '../../pool/spawn-from.ts';
import { spawnTrialWorker, type Spawn } from '../../pool/spawn.ts';
import { configuration } from './configure.ts';

// A variable, because bundlers treat `new URL('…', import.meta.url)` as a file to copy.
const here = import.meta.url;

/** Whether a script is on the page’s origin; a sandboxed page has none, whatever its address. */
export function isOwnOrigin(script: string, page: string): boolean {
  return URL.canParse(script) && page !== 'null' && new URL(script).origin === page;
}

/**
 * Whether a bundler has included this module in one of its scripts: webpack replaces `import.meta.url` by
 * the file: address of the module on the machine that built the page.
 */
export const isBundled = (script: string, page: string): boolean =>
  script.startsWith('file:') && /^https?:/.test(page);

export const spawnAnywhere: Spawn = (name) => {
  const { worker } = configuration();
  // The bundler knows the address of the bundled worker.
  if (worker === null && isBundled(here, self.location.href)) return spawnTrialWorker(name);
  const script = worker ?? new URL('worker.js', here).href;
  if (!isOwnOrigin(script, self.origin)) return spawnFromElsewhere(script)(name);
  return worker === null ? spawnTrialWorker(name) : spawnFrom(worker)(name);
};
