/** Exports and imports runs. */
import type { Issue } from '../../../document/issue.ts';
import { blobBytes, blobOf } from '../../../base/blobs.ts';
import { bundlePieces, type NamedResults } from '../../../formats/results/bundle.ts';
import { documentFile } from '../../../formats/results/write.ts';
import { documentOf, importResults } from '../../../store/exchange.ts';
import type { Store } from '../../../store/store.ts';
import type { ListedRun } from '../../../lab/kept/stored-run.ts';
import { aboutOf } from '../../../lab/kept/about-run.ts';
import { counted } from '../../../base/numbers.ts';
import { loadRun } from '../../../lab/kept/load-run.ts';
import { saveFile } from '../save-file.ts';

const type = 'application/json';

/** One run as a results document, several as a bundle of them. Throws the signal's reason. */
export async function exportRuns(
  store: Store,
  runs: readonly ListedRun[],
  signal?: AbortSignal,
): Promise<void> {
  const [only] = runs;
  if (only !== undefined && runs.length === 1) {
    const results = await resultsOf(store, only);
    if (results === null) throw new Error('the run could not be read');
    const file = await blobOf(documentFile(results, signal), type);
    saveFile(`${results.experiment.name}-results.json`, file, type);
    return;
  }
  let found = 0;
  // One after another, because all of them may not fit into memory.
  async function* named(): AsyncGenerator<NamedResults, void> {
    for (const run of runs) {
      const results = await resultsOf(store, run);
      if (results === null) continue;
      found += 1;
      yield { name: run.name, results };
    }
  }
  const file = await blobOf(bundlePieces(named(), signal), type);
  if (found === 0) throw new Error('none of these runs could be read');
  saveFile('a2-runs.json', file, type);
}

async function resultsOf(store: Store, run: ListedRun): Promise<NamedResults['results'] | null> {
  const loaded = await loadRun(store, run);
  return loaded === null ? null : documentOf(loaded.run, loaded.state, aboutOf(loaded.run));
}

/** How many of a file's problems are listed. */
const maxIssues = 5;

export interface ImportOptions {
  readonly signal?: AbortSignal;
  /** @param fraction of the file that was read, 0 … 1 */
  readonly progress?: (fraction: number) => void;
}

/** Throws the signal's reason; nothing of the file is stored then. */
export async function importFile(
  store: Store,
  file: File,
  { signal, progress }: ImportOptions = {},
): Promise<{ ok: boolean; text: readonly string[] }> {
  const imported = await importResults(blobBytes(file, signal), file.name, {
    signal,
    progress: (bytes) => progress?.(bytes / file.size),
  });
  signal?.throwIfAborted();
  if (!imported.ok) return { ok: false, text: refusal(file.name, imported.issues) };
  for (const { run, trials } of imported.runs) {
    if (!(await store.add(run, trials))) return { ok: false, text: [store.problem] };
  }
  return {
    ok: true,
    text: [`${counted(imported.runs.length, 'run')} imported from ${file.name}.`],
  };
}

function refusal(name: string, issues: readonly Issue[]): string[] {
  const more = issues.length - maxIssues;
  return [
    `${name} was not imported:`,
    ...issues.slice(0, maxIssues).map(({ message }) => message),
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
}
