/** A small run without training: what it keeps is drawn. */
import type { PlannedTrial } from '../../../src/document/expand.ts';
import type { JournalEntry } from '../../../src/formats/artefact/journal.ts';
import type { UnderWay } from '../../../src/lab/ports/checkpoints.ts';
import type { FolderFiles } from '../../../src/lab/ports/file-system.ts';
import { CheckpointKeeper } from '../../../src/lab/runs/checkpoint-keeper.ts';
import type { TrialKeys } from '../../../src/lab/runs/key-parts.ts';
import { RunFolder } from '../../../src/lab/runs/run-folder.ts';
import { TrialKeeper } from '../../../src/lab/runs/trial-keeper.ts';
import { waitingTrial } from '../../../src/lab/reduce.ts';
import type { TrialState } from '../../../src/lab/state.ts';
import type { TrainedModel } from '../../../src/protocol/trained-model.ts';
import {
  divergedOf,
  engine,
  finishedOf,
  keyOf,
  modelOf,
  partsOf,
  planOf,
  underWayOf,
} from '../../formats/artefact/support.ts';
import { ManualClock } from './manual-clock.ts';

export const keys: TrialKeys = {
  expected: (plan) => Promise.resolve(partsOf(plan)),
  computed: (plan) => Promise.resolve(partsOf(plan)),
};

export interface DrawnTrial {
  readonly plan: PlannedTrial;
  readonly key: string;
  readonly state: TrialState;
  readonly model: TrainedModel | null;
  readonly underWay: readonly UnderWay[];
}

export async function drawnTrial(plan: PlannedTrial, diverged = false): Promise<DrawnTrial> {
  const trial = diverged ? divergedOf(plan) : await finishedOf(plan);
  const waiting = waitingTrial(plan);
  const places = diverged ? [[1, 0] as const] : [[1, 0] as const, [1, 2] as const];
  return {
    plan,
    key: keyOf(plan),
    state: { ...waiting, ...trial, stepsDone: waiting.stepsTotal },
    model: diverged ? null : modelOf(plan),
    underWay: places.map(([epoch, step]) => {
      const { checkpoint, trial: so } = underWayOf(plan, epoch, step);
      return { checkpoint, state: { ...waiting, ...so, stepsDone: epoch * 4 + step } };
    }),
  };
}

const seeds = [1, 2];
/** One that diverges, and one that learns. */
export const drawnTrials: Promise<readonly DrawnTrial[]> = Promise.all(
  seeds.map((seed) => drawnTrial(planOf(seed), seed === 1)),
);

const runId = '0'.repeat(31);
const settings = 'd'.repeat(64);

export interface RunOutcome {
  /** Keys of trials that were reported as kept. */
  readonly kept: string[];
  /** Those that were there before. */
  readonly found: string[];
  readonly problems: string[];
  /** What a journal has accepted. */
  readonly told: JournalEntry[];
}

export const newOutcome = (): RunOutcome => ({ kept: [], found: [], problems: [], told: [] });

export interface Attempt {
  readonly files: FolderFiles;
  /** Distinguishes the names of attempts. */
  readonly number: number;
  readonly outcome: RunOutcome;
}

/** Random names that are the same in every test. */
export const namesOf = (attempt: number): (() => string) => {
  let count = 0;
  return () => (attempt * 1000 + ++count).toString(16).padStart(32, '0');
};

/** What a program has at hand once it has opened a folder. */
export interface Opened {
  readonly folder: RunFolder;
  readonly clock: ManualClock;
  readonly trials: TrialKeeper;
  readonly checkpoints: CheckpointKeeper;
}

export async function openFolder(
  files: FolderFiles,
  number = 1,
  report: (problem: string) => void = () => undefined,
): Promise<Opened> {
  const clock = new ManualClock();
  const folder = await RunFolder.open(files, { report, clock, newName: namesOf(number) });
  const { artefacts } = folder;
  const checkpoints = new CheckpointKeeper(artefacts, keys, report);
  const trials = new TrialKeeper({
    artefacts,
    keys,
    report,
    checkpoints,
  });
  return { folder, clock, trials, checkpoints };
}

/** A second goes by. */
export async function pass({ folder, clock }: Pick<Opened, 'folder' | 'clock'>): Promise<void> {
  clock.pass(1000);
  await folder.leases.tick();
}

/** Keeps all trials that are not kept yet, as a run does that trains them. */
export async function runAll({ files, number, outcome }: Attempt): Promise<void> {
  const { kept, found, problems } = outcome;
  const report = (problem: string) => problems.push(problem);
  const opened = await openFolder(files, number, report);
  const { folder, trials, checkpoints } = opened;
  const run = `${runId}${number}`;
  const tell = async (...entries: JournalEntry[]) => {
    try {
      await folder.journal.append(...entries);
      outcome.told.push(...entries);
    } catch (error) {
      report((error as Error).message);
    }
  };
  const all = await drawnTrials;
  const common = { run, at: number };
  await tell(
    {
      kind: 'run',
      ...common,
      name: 'small',
      experiment: {},
      settings,
      lab: 'a',
      agent: 'b',
      why: 'run',
    },
    { kind: 'add', ...common, trials: all.map(({ plan: { id } }) => ({ id, trial: {} })) },
  );
  for (const { plan, key, state, model, underWay } of all) {
    const { id } = plan;
    // After a crash others may seem to hold it for a while.
    while (!(await folder.claims.take(key))) await pass(opened);
    if ((await trials.finished(plan)) !== null) found.push(key);
    else {
      const from = await checkpoints.latest(plan);
      await tell({ kind: 'start', ...common, id, key });
      for (const each of underWay) {
        if ((from?.state.stepsDone ?? -1) >= each.state.stepsDone) continue;
        await checkpoints.keep(each);
      }
      if ((await trials.keep(state, model)) !== null) {
        kept.push(key);
        await tell({
          kind: 'end',
          ...common,
          id,
          key,
          status: state.status === 'diverged' ? 'diverged' : 'done',
          seconds: 1,
          engine,
          agent: 'b',
          lab: 'a',
          dataset: null,
        });
      }
    }
    folder.claims.release(key);
    await folder.claims.settled();
  }
  await tell({ kind: 'stop', ...common, status: 'done', seconds: 3 });
  // Long enough that what dead ones have left is known as such.
  for (let second = 0; second < 12; second++) await pass(opened);
  await folder.close().catch((error: unknown) => report((error as Error).message));
}
