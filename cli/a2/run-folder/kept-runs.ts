/** Training whose trials are kept in a folder of runs as they finish, and go on from there. */
import { counted } from '../../../src/base/numbers.ts';
import type { PlannedTrial } from '../../../src/document/expand.ts';
import type { TrainedModel } from '../../../src/protocol/trained-model.ts';
import { trainingOn } from '../../../src/lab/on-pool.ts';
import type { TrialPool } from '../../../src/lab/ports/pool.ts';
import type { Training } from '../../../src/lab/ports/services.ts';
import type { Machine } from '../../../src/lab/kept/expected.ts';
import { FolderKeeper } from '../../../src/lab/runs/folder-keeper.ts';
import { KeptRun } from '../../../src/lab/runs/kept-run.ts';
import { RunFolder } from '../../../src/lab/runs/run-folder.ts';
import type { RunState, TrialState } from '../../../src/lab/state.ts';
import type { Plan } from '../documents.ts';
import { messageOf, UsageProblem } from '../problem.ts';
import { nodeAgent } from '../results.ts';
import { nodeFiles } from './node-files.ts';
import type { RunPlace } from './place.ts';

export interface KeptRunsOptions {
  readonly place: RunPlace;
  /** The experiments whose trials are trained together; they may share some. */
  readonly runs: readonly Plan[];
  readonly pool: TrialPool;
  readonly datasetBase: string;
  readonly machine: Machine;
  /** Trains all trials, whatever is kept. */
  readonly fresh: boolean;
  /** Seconds between a trial's checkpoints. */
  readonly everySeconds: number;
  /** Receives the models of all trials, kept and new. */
  readonly onModel?: ((model: TrainedModel) => void) | undefined;
  /** Tells what is kept; unlike a problem, it may be left out. */
  readonly tell: (text: string) => void;
  /** Tells what could not be kept or used. */
  readonly report: (problem: string) => void;
}

export interface KeptRuns {
  readonly training: Training;
  /** When the first of the experiments was first started in the folder, in ms since 1970. */
  readonly started: number;
  /** Sentences on where the work is, for a run that was stopped; '' if it is nowhere. */
  kept(trials: readonly TrialState[]): string;
  close(): Promise<void>;
}

/** A run that went on from kept trials shows them like its own. */
export const asOneRun = (state: RunState): RunState => ({
  ...state,
  trials: state.trials.map((trial) => {
    const own: { -readonly [Key in keyof TrialState]: TrialState[Key] } = { ...trial };
    delete own.kept;
    return own;
  }),
});

/** Share of a trial's time that checkpoints at the ends of its epochs may cost. */
const share = 0.05;

/** Throws UsageProblem where a folder that was named cannot be used; any other is reported, and nothing is kept. */
export async function openKeptRuns(options: KeptRunsOptions): Promise<KeptRuns> {
  const { place, pool, datasetBase, machine, onModel, report } = options;
  const base = trainingOn(() => pool, datasetBase);
  const checksum: FolderKeeperChecksum = async (dataset) => (await base.dataset(dataset)).checksum;
  let folder: RunFolder | null = null;
  try {
    folder = await RunFolder.open(nodeFiles(place.folder), { report });
    const keeper = await FolderKeeper.open({
      folder,
      machine,
      checksum,
      agent: nodeAgent,
      report,
      ...(onModel === undefined ? {} : { onModel }),
    });
    return overFolder(options, base, folder, keeper);
  } catch (error) {
    await folder?.close().catch(() => undefined);
    if (place.named) throw new UsageProblem(`--run-dir: ${messageOf(error)}`, { cause: error });
    report(
      `Finished trials cannot be kept before the end of the run: ${messageOf(error)} --run-dir DIR names another folder.`,
    );
    return {
      training: trainingOn(() => pool, datasetBase, onModel === undefined ? {} : { onModel }),
      started: Date.now(),
      kept: () => '',
      close: () => Promise.resolve(),
    };
  }
}

type FolderKeeperChecksum = Parameters<typeof FolderKeeper.open>[0]['checksum'];

function overFolder(
  options: KeptRunsOptions,
  base: Training,
  folder: RunFolder,
  keeper: FolderKeeper,
): KeptRuns {
  const { place, runs, pool, datasetBase, fresh, everySeconds, onModel, tell, report } = options;
  const take = (model: TrainedModel) => {
    keeper.take(model);
    onModel?.(model);
  };
  const { checkpoints } = keeper;
  const began = Date.now();
  // A fresh run goes on from no checkpoint, but keeps its own.
  const kept = fresh
    ? { latest: () => Promise.resolve(null), keep: checkpoints.keep.bind(checkpoints) }
    : checkpoints;
  const createRun: Training['createRun'] = (plans, machine) => {
    let nothingLeft = false;
    return new KeptRun({
      plans,
      keeper,
      fresh,
      train: (some, mayStart) =>
        trainingOn(() => pool, datasetBase, {
          onModel: take,
          checkpoints: kept,
          checkpointSettings: { everySeconds, share },
          mayStart,
        }).createRun(some, machine),
      onLooked: async (found) => {
        tell(await keptText(keeper, place.folder, plans, found, fresh));
        nothingLeft = found.length === plans.length;
        if (!nothingLeft) await keeper.begin(runs, fresh ? 'fresh' : 'run', began);
      },
      onEnded: async (state) => {
        if (!nothingLeft) await keeper.end(state);
      },
      onWaiting: (trials) =>
        tell(
          `Waiting for ${counted(trials, 'trial')} that another process trains, or was training when it was cut off.`,
        ),
    });
  };
  return {
    training: { ...base, createRun },
    started: Math.min(
      began,
      ...runs.map(({ experiment }) => keeper.firstStarted(experiment) ?? Infinity),
    ),
    kept: (trials) => stoppedText(trials, place.folder),
    close: () => folder.close().catch((error: unknown) => report(messageOf(error))),
  };
}

/** "14 of 48 trials are kept in results.run, 1 continues at epoch 4." */
async function keptText(
  keeper: FolderKeeper,
  folder: string,
  plans: readonly PlannedTrial[],
  found: readonly TrialState[],
  fresh: boolean,
): Promise<string> {
  const all = counted(plans.length, 'trial');
  if (fresh) return `All ${all} are trained again and kept in ${folder}.`;
  if (found.length === plans.length)
    return `${plans.length === 1 ? 'The trial is' : `All ${all} are`} kept in ${folder}: nothing is left to train. --fresh trains again.`;
  const known = new Set(found.map(({ plan }) => plan.id));
  const epochs: number[] = [];
  for (const plan of plans) {
    const place = known.has(plan.id) ? null : await keeper.place(plan);
    if (place !== null) epochs.push(place.epoch + 1);
  }
  if (found.length === 0 && epochs.length === 0) return `Finished trials are kept in ${folder}.`;
  const many = epochs.length === 1 ? '1 continues at epoch' : `${epochs.length} continue at epochs`;
  const going = epochs.length === 0 ? '' : `, ${many} ${listed(epochs)}`;
  return `${found.length} of ${all} kept in ${folder}${going}.`;
}

/** At most as many numbers as one reads. */
const listed = (epochs: readonly number[]): string =>
  epochs.length > 8 ? `${epochs.slice(0, 8).join(', ')}, …` : epochs.join(', ');

function stoppedText(trials: readonly TrialState[], folder: string): string {
  const finished = trials.filter(({ status }) => status === 'done' || status === 'diverged');
  return `${finished.length} of ${counted(trials.length, 'trial')} are kept in ${folder}; the same command goes on from there.`;
}
