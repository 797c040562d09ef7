/** Exports and imports runs. */
import type { Issue } from '../../../document/issue.ts';
import { textOf } from '../../../document/text.ts';
import { documentText } from '../../../formats/json.ts';
import { bundleOf } from '../../../formats/results/bundle.ts';
import { maxBytes } from '../../../formats/results/read.ts';
import { documentOf, importResults } from '../../../store/exchange.ts';
import type { Store } from '../../../store/store.ts';
import type { StoredRun } from '../../../lab/kept/stored-run.ts';
import { counted, megabytes } from '../../../base/numbers.ts';
import { loadRun } from '../../../lab/kept/load-run.ts';
import { saveFile } from '../save-file.ts';

/** One run as a results document, several as a bundle of them. */
export async function exportRuns(store: Store, runs: readonly StoredRun[]): Promise<void> {
  const found = [];
  for (const run of runs) {
    const loaded = await loadRun(store, run);
    if (loaded === null) continue;
    found.push({ name: run.name, results: await documentOf(run, loaded.state) });
  }
  const [only] = found;
  if (only === undefined) throw new Error('none of these runs could be read');
  const document = found.length === 1 ? only.results : bundleOf(found);
  const name = found.length === 1 ? `${only.results.experiment.name}-results` : 'a2-runs';
  saveFile(`${name}.json`, documentText(document), 'application/json');
}

/** How many of a file's problems are listed. */
const maxIssues = 5;

export async function importFile(
  store: Store,
  file: File,
): Promise<{ ok: boolean; text: readonly string[] }> {
  if (file.size > maxBytes) {
    const text = `${file.name} was not imported: it has ${megabytes(file.size)}; the limit is ${megabytes(maxBytes)}.`;
    return { ok: false, text: [text] };
  }
  const imported = await importResults(await textOf(file), file.name);
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
