/** What a page may say once for all experiments on it. */
import { LabError } from '../../base/errors.ts';

export interface Configuration {
  /** Where the published datasets lie, ending in '/'; null where there are none, and stand-ins serve. */
  readonly datasets: string | null;
  /** Where the whole lab is, ending in '/', for links to it; null for no such links. */
  readonly lab: string | null;
  /** The workers' program, `worker.js`, where it is not beside this one; null where it is. */
  readonly worker: string | null;
}

let current: Configuration = { datasets: null, lab: null, worker: null };

export const configuration = (): Configuration => current;

/**
 * Sets what is given and leaves the rest. Addresses are taken relative to the page.
 * Throws LabError `configuration` for one that is no http(s) address.
 */
export function configure(changes: Partial<Configuration>): void {
  current = {
    datasets: changes.datasets === undefined ? current.datasets : folder(changes.datasets),
    lab: changes.lab === undefined ? current.lab : folder(changes.lab),
    worker: changes.worker === undefined ? current.worker : absolute(changes.worker, 'a script'),
  };
}

/** An absolute address that ends in '/'; null for null. Throws LabError `configuration`. */
export function folder(address: string | null): string | null {
  const href = absolute(address, 'a folder');
  return href === null || href.endsWith('/') ? href : `${href}/`;
}

function absolute(address: string | null, what: string): string | null {
  if (address === null || address === '') return null;
  const base = (globalThis as { document?: { baseURI: string } }).document?.baseURI;
  const url = URL.canParse(address, base) ? new URL(address, base) : null;
  if (url === null || !/^(https?|file):$/.test(url.protocol)) {
    throw new LabError(
      'configuration',
      `"${address}" is no address of ${what}: wanted one that begins with https: or is relative to the page.`,
    );
  }
  return url.href;
}
