/**
 * Regenerates what is made from sources before a page can load it: the catalog's registries and the kernels. Both are
 * modules, which Vite watches like all others.
 */
import path from 'node:path';
import { root } from '../install.mjs';

/** Milliseconds without another change before the work starts: an editor or a checkout writes several files. */
const debounce = 50;

/** @param {string} file @returns {string} below the lab's folder: "src/surfaces/app/main.ts", on every system */
export const nameOf = (file) => path.relative(root, file).split(path.sep).join('/');

const generated = /^(src\/catalog\/registry|workers\/kernels\/generated)\//;

/**
 * Whether this change may affect registries or kernels.
 * @param {string} event of a file: "add", "change", "unlink" @param {string} name of the file
 */
export const concernsUpkeep = (event, name) =>
  !generated.test(name) &&
  (name.startsWith('workers/kernels/') ||
    name.endsWith('.as.ts') ||
    (name.startsWith('src/catalog/') && (event !== 'change' || name.endsWith('/files.json'))));

/**
 * Does the work now, and again after changes: one at a time. A change aborts work in progress.
 * @param {(problem: string | null) => void} tell called after each time with the error of the sources, or null
 * @param {(signal: AbortSignal) => Promise<void>} work
 */
export function upkeep(tell, work) {
  let current = new AbortController();
  /** @type {NodeJS.Timeout | undefined} */
  let timer;

  /** @param {AbortSignal} signal */
  async function once(signal) {
    let problem = null;
    try {
      await work(signal);
    } catch (error) {
      problem = error instanceof Error ? error.message : String(error);
    }
    if (!signal.aborted) tell(problem);
  }
  let last = once(current.signal);

  const end = () => {
    clearTimeout(timer);
    current.abort();
  };
  return {
    /** Resolves when no work is in progress. */
    done: () => last,
    changed() {
      end();
      const next = (current = new AbortController());
      timer = setTimeout(() => {
        last = last.then(() => once(next.signal));
      }, debounce);
    },
    end,
  };
}
