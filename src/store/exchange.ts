/** Converts stored runs to results documents, and documents to runs that can be stored. */
import type { Issue } from '../document/issue.ts';
import { endOf, isOpen } from '../document/trial-status.ts';
import type { ResultsDocument } from '../formats/results/document.ts';
import { readResults, type ReadRun } from '../formats/results/read.ts';
import { classRecord, environmentOf, resultsDocument } from '../formats/results/write.ts';
import { machineOf } from '../lab/again.ts';
import { trialStateOf } from '../lab/recorded.ts';
import type { RunState } from '../lab/state.ts';
import { newRun } from '../lab/kept/new-run.ts';
import { importedKey, storedOf } from '../lab/kept/new-trial.ts';
import type { StoredRun } from '../lab/kept/stored-run.ts';
import type { StoredTrial } from '../lab/kept/stored-trial.ts';

/**
 * The results document of a stored run, with its provenance record. For an imported run, the trials of
 * its document, with the engine that it named.
 */
export async function documentOf(run: StoredRun, state: RunState): Promise<ResultsDocument> {
  const { experiment, datasets, userAgent, lab, started, imported } = run;
  const lacking = imported === null ? [] : run.trials.filter(({ key }) => key === null);
  const left = new Set(lacking.map(({ id }) => id));
  const trials = state.trials.filter(({ plan }) => !left.has(plan.id));
  const environment = { ...environmentOf(trials, datasets, userAgent), lab };
  return resultsDocument({
    experiment,
    trials,
    environment: imported === null ? environment : { ...environment, engine: imported.engine },
    passport: { started },
    ...classRecord(run),
  });
}

export interface ImportedRun {
  readonly run: StoredRun;
  readonly trials: ReadonlyMap<string, StoredTrial>;
}

export type Imported =
  | { readonly ok: true; readonly runs: readonly ImportedRun[] }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** Reads a file's text as runs that can be stored. The whole file must be valid, or nothing is imported. */
export async function importResults(text: string, file: string): Promise<Imported> {
  const read = await readResults(text);
  if (!read.ok) return read;
  return { ok: true, runs: await Promise.all(read.runs.map((each) => importedRun(each, file))) };
}

async function importedRun(
  { name, run: recorded, plans }: ReadRun,
  file: string,
): Promise<ImportedRun> {
  const { experiment, environment, passport, trials } = recorded;
  const { lab, engine, userAgent, datasets } = environment;
  const now = Date.now();
  const run = newRun({
    experiment,
    plans,
    machine: {
      engine: 'auto',
      deterministic: trials.every((trial) => machineOf(trial).deterministic),
    },
    userAgent,
    datasets,
    started: passport.started,
    ...classRecord(recorded),
  });
  const stored = new Map<string, StoredTrial>();
  for (const trial of trials) {
    const dataset = datasets[trial.plan.trial.dataset.name] ?? 'unknown';
    const kept = await storedOf(trialStateOf(trial), { dataset, userAgent, lab, at: now });
    stored.set(importedKey(run.id, trial.plan.id), kept);
  }
  const entries = run.trials.map((entry) => {
    const trial = trials.find(({ plan }) => plan.id === entry.id);
    if (trial === undefined) return entry;
    const key = importedKey(run.id, entry.id);
    const last = stored.get(key)?.state.epochs.at(-1) ?? null;
    return { ...entry, key, status: endOf(trial), last };
  });
  const whole: StoredRun = {
    ...run,
    name: name?.slice(0, 200) ?? run.name,
    lab,
    imported: { file: file.slice(0, 200), at: now, engine },
    seconds: trials.reduce((sum, { seconds }) => sum + seconds, 0),
    trials: entries,
    status: entries.some(isOpen) ? 'cancelled' : 'done',
    ended: now,
  };
  return { run: whole, trials: stored };
}
