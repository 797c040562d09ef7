/** Chooses a report's runs from those stored in this browser and those of this tab. */
import { keptTexts, textKey } from '../../store/kept-texts.ts';
import { isSynthetic } from '../../document/parameters.ts';
import type { Provenance } from '../../formats/results/provenance.ts';
import type { Experiment } from '../../document/schema.ts';
import { isFinished } from '../../document/trial-status.ts';
import { assignmentPresets } from './questions.ts';
import { wholeText, type HandInRun } from './types.ts';
import { provenanceRecordOf } from '../../formats/results/provenance-record.ts';
import { provenanceMarks } from '../../lab/provenance.ts';
import { environmentOf } from '../../formats/results/write.ts';
import { documentOf } from '../../store/exchange.ts';
import { runProvenance } from '../../lab/kept/foreign.ts';
import type { RunStore } from '../../lab/ports/store.ts';
import { hasOutdatedTrials, keptAt, type ListedRun } from '../../lab/kept/stored-run.ts';
import { counted, dateText } from '../../base/numbers.ts';
import { withLosses } from '../../lab/kept/losses.ts';
import { loadRun } from '../../lab/kept/load-run.ts';
import type { LabServices } from '../../lab/ports/services.ts';
import type { ExperimentSession } from '../../lab/session/session.ts';

/** Runs trained here first, then those verified here, then unverified ones from files. */
const ranks: readonly Provenance[] = ['here', 'verified', 'elsewhere'];
const rankOf = (run: ListedRun): number => ranks.indexOf(runProvenance(run));

/** Stored runs of an experiment with at least one stored trial: by provenance, then the latest first. */
export const candidatesOf = (runs: readonly ListedRun[], name: string): ListedRun[] =>
  runs
    .filter(({ experiment, tally }) => experiment.name === name && tally.kept > 0)
    .toSorted((a, b) => rankOf(a) - rankOf(b));

/** Whether a report may include a run: one trained elsewhere must be verified first. */
export const canBeChosen = (run: ListedRun): boolean => runProvenance(run) !== 'elsewhere';

/** The latest complete run trained here, else the latest; others are only used if chosen by hand. */
export function firstChoice(candidates: readonly ListedRun[]): ListedRun | undefined {
  const own = candidates.filter((run) => runProvenance(run) === 'here');
  return own.find(({ tally }) => tally.finished === tally.trials) ?? own[0];
}

/** Ids of the runs that were chosen for a report on this page, by the experiment's name. */
const chosenHere = new Map<string, string>();

export const noteChosen = (name: string, id: string): void => void chosenHere.set(name, id);

/** Ids of the runs that a report has, or would have. */
export const reportedRuns = (runs: readonly ListedRun[]): ReadonlySet<string> =>
  new Set(
    assignmentPresets.flatMap((name) => {
      const first = firstChoice(candidatesOf(runs, name).filter(canBeChosen));
      return [first?.id ?? [], chosenHere.get(name) ?? []].flat();
    }),
  );

/** "25 Nov 2026, 13:05 · 4 trials", "… · interrupted: 3 of 4 trials kept": a run in a list of runs. */
export function choiceWords(run: ListedRun): string {
  const { finished, trials: all } = run.tally;
  const trials =
    finished === all
      ? counted(all, 'trial')
      : `interrupted: ${finished} of ${counted(all, 'trial')} kept`;
  const standIn = Object.keys(run.datasets).some(isSynthetic);
  return [
    dateText(keptAt(run)),
    trials,
    ...(run.name === run.experiment.title ? [] : [run.name]),
    ...(run.imported === null ? [] : [provenanceMarks[runProvenance(run)]]),
    ...(hasOutdatedTrials(run) ? ['earlier revision of the engine'] : []),
    ...(standIn ? ['stand-in data'] : []),
  ].join(' · ');
}

/** Null if this version cannot read its document, or if the run is unverified. */
export async function keptHandInRun(store: RunStore, listed: ListedRun): Promise<HandInRun | null> {
  if (!canBeChosen(listed)) return null;
  const loaded = await loadRun(store, listed);
  if (loaded === null) return null;
  const { run } = loaded;
  const trials = await withLosses(loaded.state.trials);
  const { environment, passport } = await documentOf(run, { ...loaded.state, trials });
  return {
    experiment: run.experiment,
    trials,
    passport: passport ?? (await provenanceRecordOf(run.experiment, trials, run.started)),
    environment,
    texts: await textsOf(run.experiment),
  };
}

/** The run of a session in this tab, for browsers that store nothing; null before a trial has finished. */
export async function liveHandInRun(
  { shown, state }: ExperimentSession,
  lab: Pick<LabServices, 'dataset' | 'userAgent'>,
): Promise<HandInRun | null> {
  if (!state.trials.some(isFinished)) return null;
  const checksums: Record<string, string> = {};
  for (const { plan } of state.trials) {
    const { dataset } = plan.trial;
    checksums[dataset.name] ??= (await lab.dataset(dataset)).checksum;
  }
  const trials = await withLosses(state.trials);
  return {
    experiment: shown,
    trials,
    passport: await provenanceRecordOf(shown, trials, Date.now()),
    environment: environmentOf(state.trials, checksums, lab.userAgent),
    texts: await textsOf(shown),
  };
}

async function textsOf(experiment: Experiment): Promise<ReadonlyMap<string, string>> {
  const kept = await keptTexts.read(textKey(experiment));
  return kept === null ? new Map() : new Map([[wholeText, kept.text]]);
}
