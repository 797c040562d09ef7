/** Writes a run's files, and only then prints the table. */
import type { Experiment } from '../../src/document/schema.ts';
import { isFinished } from '../../src/document/trial-status.ts';
import type { RunState, TrialState } from '../../src/lab/state.ts';
import type { ModelFolder } from './models.ts';
import type { Output } from './output.ts';
import { reportError } from './report-error.ts';
import { rescue } from './rescue.ts';
import { resultsTable } from './results.ts';
import { NotDelivered, printed } from './streams.ts';
import { reportTroubles } from './troubles.ts';

export interface RunDelivery {
  readonly experiment: Experiment;
  readonly state: RunState;
  /** Null where nobody asked for the document. */
  readonly out: Output | null;
  readonly models: ModelFolder | null;
  /** The results document, made when it is needed. */
  readonly json: () => Promise<AsyncIterable<string>>;
  /** Reports what was done. */
  readonly tell: (text: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Resolves to whether everything was delivered where it was requested. For the rest, standard error says where
 * it is instead. One failure does not keep the others from being delivered.
 */
export async function deliverResults(delivery: RunDelivery): Promise<boolean> {
  const { experiment, state, out, models, tell } = delivery;
  let whole = true;
  const step = async (work: () => Promise<string>): Promise<void> => {
    try {
      tell(await work());
    } catch (error) {
      whole = false;
      reportError(error);
    }
  };
  const toStdout = out?.name === '-';
  if (out !== null && !toStdout) await step(() => keepDocument(out, delivery));
  if (models !== null) await step(() => models.written());
  if (toStdout) await step(() => keepDocument(out, delivery));
  else await step(() => printTable(resultsTable(experiment, state), delivery));
  reportTroubles(state);
  return whole;
}

async function keepDocument(
  out: Output,
  { state, json, signal }: Pick<RunDelivery, 'state' | 'json' | 'signal'>,
): Promise<string> {
  if (signal.aborted && !state.trials.some(hasFigures)) {
    return `Nothing was trained yet, so ${out.name} was not written.`;
  }
  // An earlier document may belong to a successful run.
  if (out.exists && !state.trials.some(hasFigures)) {
    return `Nothing was trained, so ${out.name} was left as it was.`;
  }
  const written = await out.write(await json(), signal);
  return out.name === '-' ? '' : `Results written to ${written}.`;
}

/** Where the table is the only output, the results are rescued when it cannot be printed. */
async function printTable(
  table: string,
  { experiment, state, out, json, tell }: RunDelivery,
): Promise<string> {
  try {
    await printed(table);
  } catch (error) {
    if (!(error instanceof NotDelivered)) throw error;
    if (out === null) {
      if (!state.trials.some(hasFigures)) throw error;
      return await rescue(`${experiment.name}.json`, await json(), error);
    }
    tell(`${error.message} The results are in the file.`);
    return '';
  }
  return out === null ? 'The results were not saved; --out FILE saves them.' : '';
}

/** Whether a run has results of this trial that are worth keeping. */
const hasFigures = (trial: TrialState): boolean =>
  isFinished(trial) ||
  trial.stepsDone > 0 ||
  trial.epochs.length > 0 ||
  trial.gradientNorms !== null;
