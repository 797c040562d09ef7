/** Workers for a page that may be on another origin than the lab's scripts. */
import { spawnFrom, spawnFromElsewhere, spawnTrialWorker, type Spawn } from '../pool/spawn.ts';
import { configuration } from './configure.ts';

// A variable, because bundlers take `new URL('…', import.meta.url)` for a file to be copied.
const here = import.meta.url;

/** Whether this script is of the page’s own origin; a sandboxed page has none, whatever its address. */
export function isOwnOrigin(script: string, page: string): boolean {
  return URL.canParse(script) && page !== 'null' && new URL(script).origin === page;
}

export const spawnAnywhere: Spawn = (name) => {
  const { worker } = configuration();
  const script = worker ?? new URL('worker.js', here).href;
  if (!isOwnOrigin(script, self.origin)) return spawnFromElsewhere(script)(name);
  return worker === null ? spawnTrialWorker(name) : spawnFrom(worker)(name);
};
