/** Small runs that were really trained, by the lab's own engine, as a hand-in has them. */
import { theoryAnswers } from '../../../src/course/answers/questions.ts';
import type { Dataset } from '../../../src/protocol/dataset.ts';
import { loadDataset } from '../../../src/data/load.ts';
import type { DatasetName } from '../../../src/document/schema.ts';
import type { HandIn, HandInRun } from '../../../src/course/handin/types.ts';
import type { TrainedModel } from '../../../src/protocol/trained-model.ts';
import { provenanceRecordOf } from '../../../src/formats/results/provenance-record.ts';
import { afterEvent, settled, waitingTrial } from '../../../src/lab/reduce.ts';
import { environmentOf } from '../../../src/formats/results/write.ts';
import type { TrialState } from '../../../src/lab/state.ts';
import { startOwnEngine } from '../../support/own-engine.ts';
import { runTrial } from '../../../workers/trial/run-trial.ts';
import { planOf } from '../../cli/support.ts';

export const dataset = (name: DatasetName): Promise<Dataset> =>
  loadDataset(name, { baseUrl: 'file:///', shared: false });

export interface Trained {
  readonly run: HandInRun;
  readonly models: ReadonlyMap<string, TrainedModel>;
}

/** Trains an experiment on stand-ins, trial after trial, in this thread. */
export async function trained(document: unknown, date: Date): Promise<Trained> {
  const { experiment, trials: plans } = planOf(document);
  const engine = await startOwnEngine();
  const models = new Map<string, TrainedModel>();
  const trials: TrialState[] = [];
  const checksums: Record<string, string> = {};
  for (const plan of plans) {
    const { id, trial } = plan;
    const data = await dataset(trial.dataset.name as DatasetName);
    checksums[data.name] = data.checksum;
    let state = waitingTrial(plan);
    for await (const event of runTrial(trial, data, engine)) {
      state = afterEvent(state, event);
      if (event.type !== 'model') continue;
      models.set(id, { ...event, id, trial, engine: 'wasm', trainedAt: date.getTime() });
    }
    trials.push(settled(state, null));
  }
  const passport = await provenanceRecordOf(experiment, trials, date.getTime());
  const environment = environmentOf(trials, checksums, 'a test');
  return { run: { experiment, trials, passport, environment, texts: new Map() }, models };
}

export const handInOf = (runs: readonly HandInRun[], date: Date): HandIn => ({
  student: { name: 'Ada *Love*lace', id: '1815', course: 'Deep <learning>' },
  runs,
  theory: theoryAnswers(),
  data: { housing: null, starts: [] },
  date,
});
