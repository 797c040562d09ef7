/**
 * What is made of sources before a page can have it: the catalog's registries and the kernels. What is written here
 * are modules, which Vite follows like all others.
 */
import path from 'node:path';
import { root } from '../install.mjs';

/** Milliseconds without another change before anything is done: an editor or a checkout writes several files. */
const calm = 50;

/** @param {string} file @returns {string} below the lab's folder: "src/surfaces/app/main.ts", on every system */
export const nameOf = (file) => path.relative(root, file).split(path.sep).join('/');

const generated = /^(src\/catalog\/registry|workers\/kernels\/generated)\//;

/**
 * Whether registries or kernels may be others after this.
 * @param {string} event of a file: "add", "change", "unlink" @param {string} name of the file
 */
export const concernsUpkeep = (event, name) =>
  !generated.test(name) &&
  (name.startsWith('workers/kernels/') ||
    name.endsWith('.as.ts') ||
    (name.startsWith('src/catalog/') && (event !== 'change' || name.endsWith('/files.json'))));

/**
 * Does the work once now, and again after changes: one at a time, and the one that a change has made vain is ended.
 * @param {(problem: string | null) => void} tell each time it has ended: what is wrong with the sources, or null
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
    /** Resolves when nothing is under way any more. */
    done: () => last,
    changed() {
      end();
      const next = (current = new AbortController());
      timer = setTimeout(() => {
        last = last.then(() => once(next.signal));
      }, calm);
    },
    end,
  };
}
