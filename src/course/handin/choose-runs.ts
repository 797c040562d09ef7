/** Chooses a report's runs from those stored in this browser and those of this tab. */
import { KeptTexts, textKey } from '../../store/kept-texts.ts';
import { isSynthetic } from '../../document/parameters.ts';
import type { Provenance } from '../../formats/results/provenance.ts';
import type { Experiment } from '../../document/schema.ts';
import { isFinished } from '../../document/trial-status.ts';
import { wholeText, type HandInRun } from './types.ts';
import { provenanceRecordOf } from '../../formats/results/provenance-record.ts';
import { provenanceMarks } from '../../lab/provenance.ts';
import { environmentOf } from '../../formats/results/write.ts';
import { documentOf } from '../../store/exchange.ts';
import { runProvenance } from '../../lab/kept/foreign.ts';
import type { RunStore } from '../../lab/ports/store.ts';
import { hasOutdatedTrials, keptAt, type StoredRun } from '../../lab/kept/stored-run.ts';
import { counted, dateText } from '../../base/numbers.ts';
import { loadRun } from '../../lab/kept/load-run.ts';
import type { LabServices } from '../../lab/ports/services.ts';
import type { ExperimentSession } from '../../lab/session/session.ts';

const texts = new KeptTexts();

const finishedOf = (run: StoredRun): number => run.trials.filter(isFinished).length;

/** Runs trained here first, then those verified here, then unverified ones from files. */
const ranks: readonly Provenance[] = ['here', 'verified', 'elsewhere'];
const rankOf = (run: StoredRun): number => ranks.indexOf(runProvenance(run));

/** Stored runs of an experiment with at least one stored trial: by provenance, then the latest first. */
export const candidatesOf = (runs: readonly StoredRun[], name: string): StoredRun[] =>
  runs
    .filter(
      ({ experiment, trials }) =>
        experiment.name === name && trials.some(({ key }) => key !== null),
    )
    .toSorted((a, b) => rankOf(a) - rankOf(b));

/** Whether a report may include a run: one trained elsewhere must be verified first. */
export const canBeChosen = (run: StoredRun): boolean => runProvenance(run) !== 'elsewhere';

/** The latest complete run trained here, else the latest; others are only used if chosen by hand. */
export function firstChoice(candidates: readonly StoredRun[]): StoredRun | undefined {
  const own = candidates.filter((run) => runProvenance(run) === 'here');
  return own.find((run) => finishedOf(run) === run.trials.length) ?? own[0];
}

/** "25 Nov 2026, 13:05 · 4 trials": a run in a list of runs. */
export function choiceWords(run: StoredRun): string {
  const [finished, all] = [finishedOf(run), run.trials.length];
  const trials =
    finished === all ? counted(all, 'trial') : `${finished} of ${counted(all, 'trial')}`;
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
export async function keptHandInRun(store: RunStore, run: StoredRun): Promise<HandInRun | null> {
  if (!canBeChosen(run)) return null;
  const loaded = await loadRun(store, run);
  if (loaded === null) return null;
  const { environment, passport } = await documentOf(run, loaded.state);
  return {
    experiment: run.experiment,
    trials: loaded.state.trials,
    passport:
      passport ?? (await provenanceRecordOf(run.experiment, loaded.state.trials, run.started)),
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
  return {
    experiment: shown,
    trials: state.trials,
    passport: await provenanceRecordOf(shown, state.trials, Date.now()),
    environment: environmentOf(state.trials, checksums, lab.userAgent),
    texts: await textsOf(shown),
  };
}

async function textsOf(experiment: Experiment): Promise<ReadonlyMap<string, string>> {
  const kept = await texts.read(textKey(experiment));
  return kept === null ? new Map() : new Map([[wholeText, kept.text]]);
}
