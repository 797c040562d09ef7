/** Converts stored runs to results documents, and documents to runs that can be stored. */
import { yieldToEventLoop } from '../base/event-loop.ts';
import type { Issue } from '../document/issue.ts';
import { endOf, isOpen } from '../document/trial-status.ts';
import type { AboutRun } from '../formats/results/document.ts';
import { readResults, type ReadOptions, type ReadRun } from '../formats/results/read.ts';
import {
  classRecord,
  environmentOf,
  resultsDocument,
  type HeldDocument,
} from '../formats/results/write.ts';
import { tagsOf, withWords } from '../lab/kept/about-run.ts';
import { machineOf } from '../lab/again.ts';
import { trialStateOf } from '../lab/recorded.ts';
import { withLosses } from '../lab/kept/losses.ts';
import type { RunState } from '../lab/state.ts';
import { newRun } from '../lab/kept/new-run.ts';
import { importedKey, storedOf } from '../lab/kept/new-trial.ts';
import { withTrials, type StoredRun } from '../lab/kept/stored-run.ts';
import type { StoredTrial } from '../lab/kept/trial-schema.ts';

/**
 * The results document of a stored run, with its provenance record. For an imported run, the trials of
 * its document, with the engine that it named.
 * @param about what a person wrote about it, if that goes with it
 */
export async function documentOf(
  run: StoredRun,
  state: RunState,
  about?: AboutRun,
): Promise<HeldDocument> {
  const { experiment, datasets, userAgent, lab, started, imported } = run;
  const lacking = imported === null ? [] : run.trials.filter(({ key }) => key === null);
  const left = new Set(lacking.map(({ id }) => id));
  const trials = await withLosses(state.trials.filter(({ plan }) => !left.has(plan.id)));
  const environment = { ...environmentOf(trials, datasets, userAgent), lab };
  return resultsDocument({
    experiment,
    trials,
    environment: imported === null ? environment : { ...environment, engine: imported.engine },
    passport: { started },
    ...classRecord(run),
    ...(run.search === undefined ? {} : { search: run.search }),
    ...(about === undefined ? {} : { about }),
  });
}

export interface ImportedRun {
  readonly run: StoredRun;
  readonly trials: ReadonlyMap<string, StoredTrial>;
}

export type Imported =
  | { readonly ok: true; readonly runs: readonly ImportedRun[] }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/**
 * Reads a file's bytes as runs that can be stored. The whole file must be valid, or nothing is imported. Throws the
 * signal's reason, and what the bytes throw.
 * @param file its name
 */
export async function importResults(
  bytes: AsyncIterable<Uint8Array>,
  file: string,
  options: ReadOptions = {},
): Promise<Imported> {
  const read = await readResults(bytes, options);
  if (!read.ok) return read;
  const runs: ImportedRun[] = [];
  for (const each of read.runs) runs.push(await importedRun(each, file));
  return { ok: true, runs };
}

async function importedRun(
  { name, run: recorded, plans }: ReadRun,
  file: string,
): Promise<ImportedRun> {
  const { experiment, environment, passport, trials, about } = recorded;
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
    ...(recorded.search === undefined ? {} : { search: { ...recorded.search } }),
  });
  const stored = new Map<string, StoredTrial>();
  for (const trial of trials) {
    await yieldToEventLoop();
    const dataset = datasets[trial.plan.trial.dataset.name] ?? 'unknown';
    const kept = await storedOf(trialStateOf(trial), { dataset, userAgent, lab, at: now });
    stored.set(importedKey(run.id, trial.plan.id), kept);
  }
  const recordedOf = new Map(trials.map((trial) => [trial.plan.id, trial]));
  const entries = run.trials.map((entry) => {
    const trial = recordedOf.get(entry.id);
    if (trial === undefined) return entry;
    const key = importedKey(run.id, entry.id);
    const last = stored.get(key)?.state.epochs.at(-1) ?? null;
    return { ...entry, key, status: endOf(trial), last };
  });
  const whole = {
    ...run,
    name: name?.slice(0, 200) ?? about?.name ?? run.name,
    lab,
    imported: { file: file.slice(0, 200), at: now, engine },
    seconds: trials.reduce((sum, { seconds }) => sum + seconds, 0),
    status: entries.some(isOpen) ? ('cancelled' as const) : ('done' as const),
    ended: now,
  };
  const words = { notes: about?.notes ?? '', tags: tagsOf(about?.tags?.join() ?? '') };
  return { run: withTrials(withWords(whole, words), entries), trials: stored };
}
