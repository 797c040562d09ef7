/** Keeps trials under way in a store of artefacts: the latest of each, and those that are pinned. */
import { LabError, isAbort } from '../../base/errors.ts';
import type { PlannedTrial } from '../../document/expand.ts';
import { stepsPerEpoch } from '../../document/parameters.ts';
import {
  checkpointFile,
  readCheckpoint,
  type CheckpointContent,
} from '../../formats/artefact/checkpoint-file.ts';
import { artefactKey } from '../../formats/artefact/key.ts';
import {
  byPlace,
  checkpointName,
  checkpointPrefix,
  pinName,
  placeOfName,
  type Place,
} from '../../formats/artefact/names.ts';
import type { Artefacts } from '../ports/artefacts.ts';
import type { Checkpoints, UnderWay } from '../ports/checkpoints.ts';
import { waitingTrial } from '../reduce.ts';
import type { TrialState } from '../state.ts';
import type { TrialKeys } from './key-parts.ts';
import { quietly } from './quietly.ts';

type Named = NonNullable<ReturnType<typeof placeOfName>> & { readonly name: string };

const samePlace = (a: Place, b: Place): boolean => byPlace(a, b) === 0;

export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

export class CheckpointKeeper implements Checkpoints {
  readonly #artefacts: Artefacts;
  readonly #keys: TrialKeys;
  readonly #report: (problem: string) => void;

  constructor(artefacts: Artefacts, keys: TrialKeys, report: (problem: string) => void) {
    this.#artefacts = artefacts;
    this.#keys = keys;
    this.#report = report;
  }

  /** A damaged one is set aside and reported, and the one before it is taken. */
  async latest(plan: PlannedTrial, signal?: AbortSignal): Promise<UnderWay | null> {
    try {
      const parts = await this.#keys.expected(plan);
      if (parts === null) return null;
      const key = artefactKey(parts);
      const found = (await this.#named(key, signal)).filter(({ pinnedBy }) => pinnedBy === null);
      for (const each of found.toSorted(byPlace).toReversed()) {
        const content = await this.#read(each, signal);
        if (content !== null)
          return { checkpoint: content.checkpoint, state: stateOf(content, plan) };
      }
    } catch (error) {
      if (isAbort(error)) throw error;
      this.#report(`A trial starts from its beginning: ${messageOf(error)}`);
    }
    return null;
  }

  /** Keeps it before those before it go, so that there is always one. */
  async keep({ checkpoint, state }: UnderWay): Promise<void> {
    try {
      const { plan } = state;
      const parts = await this.#keys.computed(plan, checkpoint.engine);
      const key = artefactKey(parts);
      const content = await checkpointFile(checkpoint, state, parts);
      await this.#artefacts.putIfAbsent(checkpointName(key, checkpoint), content);
      await this.#clear(key, (place) => byPlace(place, checkpoint) < 0);
    } catch (error) {
      this.#report(`A checkpoint could not be kept: ${messageOf(error)}`);
    }
  }

  /**
   * Keeps a checkpoint until its owner unpins it. To be called by the process that trains the trial, before its next
   * checkpoint. Resolves to whether it is there. Throws LabError `store`.
   * @param owner lower-case letters, digits and hyphens
   */
  async pin(key: string, place: Place, owner = 'search'): Promise<boolean> {
    const name = pinName(key, place, requireOwner(owner));
    await this.#artefacts.putIfAbsent(name, new Uint8Array());
    const there = await this.#artefacts.list(checkpointName(key, place));
    if (there.includes(checkpointName(key, place))) return true;
    await this.#artefacts.remove(name);
    return false;
  }

  /** The checkpoint goes with the next one of its trial, or with its end. Throws LabError `store`. */
  async unpin(key: string, place: Place, owner = 'search'): Promise<void> {
    await this.#artefacts.remove(pinName(key, place, requireOwner(owner)));
  }

  /** A checkpoint by its place; null if there is none that can be read. Throws LabError `store` or `aborted`. */
  async at(plan: PlannedTrial, place: Place, signal?: AbortSignal): Promise<UnderWay | null> {
    const parts = await this.#keys.expected(plan);
    if (parts === null) return null;
    const key = artefactKey(parts);
    const named = { ...place, key, pinnedBy: null, name: checkpointName(key, place) };
    const content = await this.#read(named, signal);
    return content === null
      ? null
      : { checkpoint: content.checkpoint, state: stateOf(content, plan) };
  }

  /** Where a trial would go on, by its names alone; null if it has none. Throws LabError `store`. */
  async place(key: string): Promise<Place | null> {
    const own = (await this.#named(key)).filter(({ pinnedBy }) => pinnedBy === null);
    const latest = own.toSorted(byPlace).at(-1);
    return latest === undefined ? null : { epoch: latest.epoch, step: latest.step };
  }

  /** Removes those of a finished trial that are not pinned. Never throws. */
  async finished(key: string): Promise<void> {
    // Those that stay cost space alone.
    await quietly(this.#clear(key, () => true));
  }

  async #named(key: string, signal?: AbortSignal): Promise<Named[]> {
    const names = await this.#artefacts.list(checkpointPrefix(key), signal);
    return names.flatMap((name) => {
      const place = placeOfName(name);
      return place === null ? [] : [{ ...place, name }];
    });
  }

  async #read(named: Named, signal?: AbortSignal): Promise<CheckpointContent | null> {
    const { name, key } = named;
    const bytes = await this.#artefacts.get(name, signal);
    if (bytes === null) return null;
    const read = await readCheckpoint(bytes, key, named);
    if (read.ok) return read.value;
    if (read.newer) {
      this.#report(`${name} cannot be used: ${read.problem}.`);
      return null;
    }
    const aside = await this.#artefacts.setAside(name, bytes);
    if (aside !== null) {
      this.#report(`${name} cannot be used: ${read.problem}. It was moved to ${aside}.`);
    }
    return null;
  }

  async #clear(key: string, gone: (place: Place) => boolean): Promise<void> {
    const all = await this.#named(key);
    const pins = all.filter(({ pinnedBy }) => pinnedBy !== null);
    for (const each of all) {
      const pinned = pins.some((pin) => samePlace(pin, each));
      if (!pinned && gone(each)) await this.#artefacts.remove(each.name);
    }
  }
}

function requireOwner(owner: string): string {
  if (/^[a-z0-9-]{1,64}$/.test(owner)) return owner;
  throw new LabError(
    'internal',
    `a pin's owner must be letters, digits and hyphens, got "${owner}"`,
  );
}

function stateOf(content: CheckpointContent, plan: PlannedTrial): TrialState {
  const { checkpoint, figures, losses } = content;
  return {
    ...waitingTrial(plan),
    ...figures,
    status: 'running',
    batchLosses: losses,
    engine: checkpoint.engine,
    seconds: checkpoint.seconds,
    stepsDone: checkpoint.epoch * stepsPerEpoch(plan.trial) + checkpoint.step,
  };
}
