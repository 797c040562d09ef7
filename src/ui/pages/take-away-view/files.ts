/** Makes the files that a page exports. */
import { isListed, ownTable } from '../../../catalog/lookup/dataset.ts';
import type { TakeAwayEvent } from '../../elements/take-away/element.ts';
import { tableChecksum } from '../../../data/checksums.ts';
import { isSynthetic, tableOf } from '../../../document/parameters.ts';
import type { DatasetSettings } from '../../../document/schema.ts';
import { resultsCsv } from '../csv.ts';
import type { Lab } from '../lab.ts';
import { saveFile } from '../save-file.ts';
import type { ExperimentSession } from '../../../lab/session/session.ts';

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

export async function takeAway(
  { what, trial }: TakeAwayEvent,
  session: ExperimentSession,
  lab: Lab,
): Promise<void> {
  const { shown, state, draft, storedId } = session;
  switch (what) {
    case 'program': {
      const { programFileName, pytorchProgram } =
        await import('../../../formats/pytorch/program.ts');
      const all = state.trials.map(({ plan }) => plan);
      const plans = trial === null ? all : all.filter(({ id }) => id === trial);
      saveFile(programFileName(shown), pytorchProgram(shown, plans), 'text/x-python');
      return;
    }
    case 'student':
    case 'notebook': {
      const plans = state.trials.map(({ plan }) => plan);
      const file = await lab.studentProgram?.(what, { experiment: shown, plans });
      if (file === null || file === undefined)
        throw new Error(
          `the program of ${shown.name} needs trials of one dataset, with the question’s kind of network and metrics`,
        );
      saveFile(file.name, file.text, what === 'student' ? 'text/x-python' : 'application/json');
      return;
    }
    case 'stand-in': {
      const { npzFile } = await import('../../../formats/npz.ts');
      await saveTables(session, lab);
      for (const name of datasetNames(session).filter((each) => isSynthetic(each))) {
        const file = await npzFile(await lab.dataset(name));
        saveFile(`${name}.npz`, file, 'application/octet-stream');
      }
      return;
    }
    case 'experiment':
      saveFile(`${draft.name}.json`, json(draft), 'application/json');
      return;
    case 'table': {
      const names = datasetNames(session).join(' ');
      saveFile(`${shown.name}-table.csv`, resultsCsv(state.trials, shown.axes, names), 'text/csv');
      return;
    }
    case 'results': {
      const [{ documentFile, environmentOf, resultsDocument }, { blobOf }] = await Promise.all([
        import('../../../formats/results/write.ts'),
        import('../../../base/blobs.ts'),
      ]);
      const sums = await checksums(session, lab);
      const run = storedId === null ? null : ((await lab.store?.run(storedId)) ?? null);
      const { withLosses } = await import('../../../lab/kept/losses.ts');
      const trials = await withLosses(state.trials);
      const document = await resultsDocument({
        experiment: shown,
        trials,
        environment: environmentOf(trials, sums, run?.userAgent ?? navigator.userAgent),
        passport: { started: run?.started ?? Date.now() },
        ...session.classroom.record,
      });
      const type = 'application/json';
      saveFile(`${shown.name}-results.json`, await blobOf(documentFile(document), type), type);
      return;
    }
    case 'link':
      return;
    case 'embed':
      location.hash = await embedAddress(session);
      return;
    default:
      what satisfies never;
  }
}

/** One file per table: all rows with a target, missing values as NaN. */
async function saveTables({ state }: ExperimentSession, lab: Lab): Promise<void> {
  const { npzFile } = await import('../../../formats/npz.ts');
  const { tableFileName, sourceOf } = await import('../../../formats/pytorch/data-parts.ts');
  const done = new Set<string>();
  for (const { plan } of state.trials) {
    const { dataset } = plan.trial;
    const table = tableOf(dataset);
    if (table === null || done.has(sourceOf(dataset))) continue;
    done.add(sourceOf(dataset));
    const whole = await lab.dataset({ name: ownTable, table: { ...table, missing: 'mean' } });
    saveFile(tableFileName(table), await npzFile(whole), 'application/octet-stream');
  }
}

export interface CopiedLink {
  readonly url: string;
  /** False if the browser does not let the page write to the clipboard. */
  readonly copied: boolean;
}

/** A link with the form's set-up, copied if allowed. */
export async function copyLink({ valid }: ExperimentSession): Promise<CopiedLink> {
  const { linkOf } = await import('../../../document/link.ts');
  const url = new URL(`#/x/${await linkOf(valid)}`, document.baseURI).href;
  try {
    await navigator.clipboard.writeText(url);
    return { url, copied: true };
  } catch {
    return { url, copied: false };
  }
}

/** The URL of the embed page with this experiment chosen. */
async function embedAddress({
  valid,
  origin,
  changed,
  original,
}: ExperimentSession): Promise<string> {
  if (origin === 'preset' && !changed) return `#/embed/${original.name}`;
  const { linkOf } = await import('../../../document/link.ts');
  return `#/embed/x/${await linkOf(valid)}`;
}

const datasetNames = ({ state }: ExperimentSession): DatasetSettings['name'][] => [
  ...new Set(state.trials.map(({ plan }) => plan.trial.dataset.name)),
];

/** A dataset released meanwhile is loaded again; an unavailable one throws. */
async function checksums(session: ExperimentSession, lab: Lab): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const name of datasetNames(session)) {
    try {
      const trial = session.state.trials.find(({ plan }) => plan.trial.dataset.name === name);
      const table = trial?.plan.trial.dataset.table;
      // A table's checksum is in the document itself.
      if (table !== undefined) found[name] = tableChecksum(table.sha256);
      else if (isListed(name)) found[name] = (await lab.dataset(name)).checksum;
    } catch {
      found[name] = 'unknown';
    }
  }
  return found;
}
