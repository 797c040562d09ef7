/** What a run keeps in a folder: its trials, its trials under way, and its journal. */
import { isAbort } from '../../base/errors.ts';
import { labVersion } from '../../base/version.ts';
import { knownChecksum } from '../../data/checksums.ts';
import type { PlannedTrial } from '../../document/expand.ts';
import type { DatasetIdentity } from '../../document/parameters.ts';
import type { Experiment } from '../../document/schema.ts';
import { canonicalTrial } from '../../document/canonical-trial.ts';
import { endOf, isFinished } from '../../document/trial-status.ts';
import type { EntryOf } from '../../formats/artefact/journal.ts';
import { artefactKey } from '../../formats/artefact/key.ts';
import type { Place } from '../../formats/artefact/names.ts';
import type { TrainedModel } from '../../protocol/trained-model.ts';
import type { Machine } from '../kept/expected.ts';
import { settingsHash } from '../kept/stored-run.ts';
import type { Claims } from '../ports/store.ts';
import type { RunState, TrialState } from '../state.ts';
import { CheckpointKeeper } from './checkpoint-keeper.ts';
import type { History } from './history.ts';
import type { RunKeeper } from './kept-run.ts';
import { trialKeys, type TrialKeys } from './key-parts.ts';
import { randomName } from './random-name.ts';
import type { RunFolder } from './run-folder.ts';
import { TrialKeeper } from './trial-keeper.ts';

export interface FolderKeeperOptions {
  readonly folder: RunFolder;
  readonly machine: Machine;
  /** For datasets whose checksum is not known in advance. */
  readonly checksum: (dataset: DatasetIdentity) => Promise<string>;
  /** The environment named in the journal. */
  readonly agent: string;
  /** Told in sentences what could not be kept or used. */
  readonly report: (problem: string) => void;
  /** Receives the models of trials that were kept before; those of new ones come through `take`. */
  readonly onModel?: (model: TrainedModel) => void;
}

export class FolderKeeper implements RunKeeper {
  readonly checkpoints: CheckpointKeeper;
  readonly claims: Claims;
  readonly #options: FolderKeeperOptions;
  readonly #keys: TrialKeys;
  readonly #trials: TrialKeeper;
  readonly #history: History;
  /** What trials have learnt, until they are kept. */
  readonly #models = new Map<string, TrainedModel>();
  /** Those under way, with the ids of their trials. */
  readonly #runs: { readonly run: string; readonly trials: ReadonlySet<string> }[] = [];

  private constructor(options: FolderKeeperOptions, history: History) {
    const { folder, machine, checksum, report } = options;
    this.#options = options;
    this.#history = history;
    this.#keys = trialKeys(machine, checksum);
    this.claims = folder.claims;
    this.checkpoints = new CheckpointKeeper(folder.artefacts, this.#keys, report);
    this.#trials = new TrialKeeper({
      artefacts: folder.artefacts,
      keys: this.#keys,
      circumstances: (key) => history.kept.get(key) ?? null,
      report,
      checkpoints: this.checkpoints,
    });
  }

  /** Throws LabError `store` if the folder's journals cannot be read. */
  static async open(options: FolderKeeperOptions): Promise<FolderKeeper> {
    return new FolderKeeper(options, await options.folder.history());
  }

  async key(plan: PlannedTrial): Promise<string | null> {
    const parts = await this.#keys.expected(plan);
    return parts === null ? null : artefactKey(parts);
  }

  async found(plan: PlannedTrial, signal: AbortSignal): Promise<TrialState | null> {
    const { onModel, report } = this.#options;
    const found = await this.#trials.finished(plan, signal);
    if (found === null) return null;
    try {
      const model = onModel === undefined ? null : await found.model(signal);
      if (model !== null) onModel?.(model);
    } catch (error) {
      if (isAbort(error)) throw error;
      report(`A trial is trained again: ${error instanceof Error ? error.message : String(error)}`);
      return null;
    }
    return found.state;
  }

  /** Writes that a trial starts, or from where it goes on. Never throws. */
  async start(plan: PlannedTrial, fromStart: boolean): Promise<void> {
    const key = await this.key(plan);
    const place = fromStart ? null : await this.place(plan).catch(() => null);
    const common = { kind: 'start' as const, at: Date.now(), id: plan.id, key, ...place };
    const own = this.#runs.filter(({ trials }) => trials.has(plan.id));
    await this.#append(...own.map(({ run }) => ({ ...common, run })));
  }

  /** The place at which a trial would go on; null if it would start from its beginning. Throws LabError `store`. */
  async place(plan: PlannedTrial): Promise<Place | null> {
    const key = await this.key(plan);
    return key === null ? null : this.checkpoints.place(key);
  }

  /** What a trial has learnt, to be kept with it. */
  take(model: TrainedModel): void {
    this.#models.set(model.id, model);
  }

  async keep(trial: TrialState): Promise<void> {
    const { id } = trial.plan;
    const model = this.#models.get(id) ?? null;
    this.#models.delete(id);
    await this.#writeEnd(trial);
    if (isFinished(trial)) await this.#trials.keep(trial, model);
  }

  /** When a run of the same settings was first started in the folder, in ms since 1970; null if none was. */
  firstStarted(experiment: Experiment): number | null {
    const settings = settingsHash(experiment);
    return this.#history.runs.find(({ begun }) => begun.settings === settings)?.begun.at ?? null;
  }

  /** Writes which experiments are run, why, and since when, in ms since 1970. Never throws. */
  async begin(
    runs: readonly {
      readonly experiment: Experiment;
      readonly trials: readonly PlannedTrial[];
    }[],
    why: string,
    at: number,
  ): Promise<void> {
    await this.#append(
      ...runs.flatMap(({ experiment, trials }) => {
        const run = randomName();
        this.#runs.push({ run, trials: new Set(trials.map(({ id }) => id)) });
        return [
          {
            kind: 'run' as const,
            run,
            at,
            name: experiment.name,
            experiment: JSON.parse(JSON.stringify(experiment)) as Record<string, unknown>,
            settings: settingsHash(experiment),
            lab: labVersion,
            agent: this.#options.agent,
            why,
          },
          {
            kind: 'add' as const,
            run,
            at,
            trials: trials.map(({ id, trial }) => ({ id, trial: { ...canonicalTrial(trial) } })),
          },
        ];
      }),
    );
  }

  /** Writes how the run ended. Never throws. */
  async end({ status, secondsElapsed, error }: RunState): Promise<void> {
    const at = Date.now();
    await this.#append(
      ...this.#runs.map(({ run }) => ({
        kind: 'stop' as const,
        run,
        at,
        status: status === 'done' || status === 'failed' ? status : ('cancelled' as const),
        seconds: secondsElapsed,
        ...(error === null ? {} : { error }),
      })),
    );
  }

  /** Before its results are kept, so that none is kept whose time is unknown. */
  async #writeEnd(trial: TrialState): Promise<void> {
    const { plan, engine, seconds, error } = trial;
    const parts =
      engine === null ? null : await this.#keys.computed(plan, engine).catch(() => null);
    const common = {
      kind: 'end' as const,
      at: Date.now(),
      id: plan.id,
      key: parts === null ? null : artefactKey(parts),
      status: endOf(trial),
      seconds,
      engine: engine === null ? null : { ...engine },
      agent: this.#options.agent,
      lab: labVersion,
      dataset: parts?.datasets[plan.trial.dataset.name] ?? knownChecksum(plan.trial.dataset),
      ...(error === null ? {} : { error }),
    };
    const own = this.#runs.filter(({ trials }) => trials.has(plan.id));
    await this.#append(...own.map(({ run }) => ({ ...common, run })));
  }

  /** What cannot be written now is written with the next entry. */
  async #append(
    ...entries: readonly EntryOf<'run' | 'add' | 'start' | 'end' | 'stop'>[]
  ): Promise<void> {
    const { folder, report } = this.#options;
    await folder.journal.append(...entries).catch((error: unknown) => {
      report(error instanceof Error ? error.message : String(error));
    });
  }
}
