/** Divides one pool run of all trials into the hand-in's runs, one for each experiment. */
import { theoryAnswers } from '../../../src/course/answers/questions.ts';
import { taskOf } from '../../../src/document/parameters.ts';
import type { HandInFile } from '../../../src/course/handin/file/read.ts';
import { fittedModel, handInData } from '../../../src/course/handin/data.ts';
import type { HandIn, HandInData, HandInRun, Student } from '../../../src/course/handin/types.ts';
import type { Pool } from '../../../src/pool/pool.ts';
import type { TrainedModel } from '../../../src/protocol/trained-model.ts';
import { provenanceRecordOf } from '../../../src/formats/results/provenance-record.ts';
import { environmentOf } from '../../../src/formats/results/write.ts';
import type { RunState } from '../../../src/lab/state.ts';
import type { Plan } from '../documents.ts';
import { checksumsOf } from '../../../src/lab/checksums.ts';
import { nodeAgent } from '../results.ts';

export interface HandInSources {
  readonly student: Student;
  /** What --hand-in named; null without it. */
  readonly file: HandInFile | null;
  readonly plans: readonly Plan[];
  /** Of all plans' trials, each once. */
  readonly state: RunState;
  /** Still has the datasets. */
  readonly pool: Pool;
  readonly datasetBase: string;
  /** Of the trials that finished, by id. */
  readonly models: ReadonlyMap<string, TrainedModel>;
  /** When the training began. */
  readonly date: Date;
  readonly signal: AbortSignal;
}

export async function handInOf(sources: HandInSources): Promise<HandIn> {
  const { student, file, plans, date } = sources;
  const runs: HandInRun[] = [];
  for (const plan of plans) runs.push(await runOf(plan, sources));
  return {
    student,
    runs,
    theory: theoryAnswers(file?.own.choices),
    data: await dataOf(sources, runs),
    date,
    ...(file === null ? {} : { own: file.own, without: file.without }),
  };
}

/** What the report shows without training: the housing table, and the networks of I1c. */
async function dataOf(
  { plans, pool, datasetBase, models, signal }: HandInSources,
  runs: readonly HandInRun[],
): Promise<HandInData> {
  const identities = plans.flatMap(({ trials }) => trials.map(({ trial }) => trial.dataset));
  const housing = identities.find((dataset) => taskOf(dataset) === 'regression');
  const looked = plans.find(({ trials }) => trials.every(({ trial }) => trial.epochs === 0));
  return handInData(
    {
      housing:
        housing === undefined
          ? null
          : await pool.loadDataset({ name: housing.name, baseUrl: datasetBase }, { signal }),
      starts: looked?.experiment ?? null,
      explained: plans.map(({ experiment }) => experiment),
      inspect: (trial, inner, steps) => pool.inspect(trial, { datasetBase, signal: inner, steps }),
      model: await fittedModel(runs, (id) => Promise.resolve(models.get(id) ?? null)),
    },
    signal,
  );
}

async function runOf(
  { experiment, trials: planned }: Plan,
  { state, pool, datasetBase, date }: HandInSources,
): Promise<HandInRun> {
  const found = new Map(state.trials.map((trial) => [trial.plan.id, trial]));
  const trials = planned.flatMap((plan) => {
    const trial = found.get(plan.id);
    // With this experiment's axis values: another experiment may share the trial.
    return trial === undefined ? [] : [{ ...trial, plan }];
  });
  const checksums = await checksumsOf(trials, pool, datasetBase);
  return {
    experiment,
    trials,
    passport: await provenanceRecordOf(experiment, trials, date.getTime()),
    environment: environmentOf(trials, checksums, nodeAgent),
    texts: new Map(),
  };
}
