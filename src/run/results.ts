/** From a run's last snapshot to the results document. */
import type { Experiment } from '../experiment/schema.ts';
import type { ResultsDocument, TrialResult, TrialStatus } from '../experiment/results.ts';
import { engineChoices, type EngineInfo } from '../protocol/worker-api.ts';
import { labVersion } from '../version.ts';
import type { RunState, TrialState } from './state.ts';

const statusOf = (trial: TrialState): TrialStatus =>
  trial.status === 'waiting' || trial.status === 'running' ? 'cancelled' : trial.status;

/**
 * The name, and what else decides a result's last digits: "wasm (relaxed SIMD, revision 2)". The first
 * revision, which is that of all results from before revisions were counted, is not named.
 * @param device left out where it does not decide them
 */
export function engineRecord(
  { name, device, revision }: Omit<EngineInfo, 'reason'>,
  withDevice = device === 'relaxed SIMD',
): string {
  const more = [
    ...(withDevice ? [device ?? 'unnamed'] : []),
    ...(revision === undefined || revision === 1 ? [] : [`revision ${revision}`]),
  ];
  return more.length === 0 ? name : `${name} (${more.join(', ')})`;
}

/** The other way: such a record as an engine of ours; null for any other, PyTorch for instance. */
export function engineOfRecord(record: string): EngineInfo | null {
  const [, found, more] = /^([a-z-]+)(?: \((.*)\))?$/.exec(record) ?? [];
  const name = engineChoices.find((each) => each !== 'auto' && each === found);
  if (name === undefined || name === 'auto') return null;
  const [, device = '', revision] = /^(.*?)(?:(?:^|, )revision (\d{1,6}))?$/.exec(more ?? '') ?? [];
  return {
    name,
    reason: 'as the imported document says',
    ...(device === '' ? {} : { device }),
    ...(revision === undefined ? {} : { revision: Number(revision) }),
  };
}

/** One trial's part of the results document. */
export function trialResult(trial: TrialState): TrialResult {
  return {
    id: trial.plan.id,
    values: trial.plan.values,
    status: statusOf(trial),
    seconds: trial.seconds,
    engine: trial.engine === null ? 'none' : engineRecord(trial.engine),
    epochs: trial.epochs,
    ...(trial.batchLosses.length > 0 ? { batchLosses: trial.batchLosses } : {}),
    ...(trial.gradientNorms === null ? {} : { gradientNorms: trial.gradientNorms }),
    ...(trial.deadUnits === undefined ? {} : { deadUnits: trial.deadUnits }),
    ...(trial.baseline === undefined ? {} : { baseline: trial.baseline }),
    ...(trial.error === null ? {} : { error: trial.error }),
  };
}

/**
 * @param checksums what was trained on, by dataset name: sha256, or the recipe of a stand-in
 * @param userAgent of the browser or runtime
 */
export function resultsDocument(
  experiment: Experiment,
  state: Pick<RunState, 'trials'>,
  checksums: Readonly<Record<string, string>>,
  userAgent: string,
): ResultsDocument {
  const engines = new Set(
    state.trials.flatMap(({ engine }) => (engine === null ? [] : engineRecord(engine))),
  );
  return {
    format: 'a2-results',
    version: 1,
    experiment,
    environment: {
      lab: labVersion,
      engine: [...engines].join(', '),
      userAgent,
      datasets: checksums,
    },
    trials: state.trials.map((trial) => trialResult(trial)),
  };
}
