/** Settings of a page for all experiments on it. */
import { LabError } from '../../base/errors.ts';

export interface Configuration {
  /** Address of the published datasets, ending in '/'; null for none, so that stand-ins are used. */
  readonly datasets: string | null;
  /** Address of the lab, ending in '/', for links to it; null for no such links. */
  readonly lab: string | null;
  /** Address of the workers' script, `worker.js`; null if it is beside this script. */
  readonly worker: string | null;
}

let current: Configuration = { datasets: null, lab: null, worker: null };

export const configuration = (): Configuration => current;

/**
 * Sets the given settings and keeps the others. Addresses are relative to the page.
 * Throws LabError `configuration` for an invalid address.
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
      `"${address}" is not the address of ${what}: wanted one that starts with https: or is relative to the page.`,
    );
  }
  return url.href;
}
