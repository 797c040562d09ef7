/** Trials under way in this browser: where they go on, and what of them no lab can use any more. */
import { pauses } from '../base/event-loop.ts';
import type { PlannedTrial } from '../document/expand.ts';
import { artefactKey } from '../formats/artefact/key.ts';
import { placeOfName, type Place } from '../formats/artefact/names.ts';
import { readHeader } from '../formats/model/safetensors-header.ts';
import type { Artefacts } from '../lab/ports/artefacts.ts';
import type { KeptCheckpoints, UnderWay } from '../lab/ports/checkpoints.ts';
import type { WebClaims } from './claims.ts';
import { CheckpointKeeper } from '../lab/runs/checkpoint-keeper.ts';
import type { TrialKeys } from '../lab/runs/key-parts.ts';

/** Checkpoints of other keys that are looked into: they are read for it. */
const maxLooked = 32;

export class DatabaseCheckpoints implements KeptCheckpoints {
  readonly #artefacts: Artefacts;
  readonly #keys: TrialKeys;
  readonly #claims: Pick<WebClaims, 'free' | 'wait' | 'release'>;
  readonly #keeper: CheckpointKeeper;

  constructor(
    artefacts: Artefacts,
    keys: TrialKeys,
    claims: Pick<WebClaims, 'free' | 'wait' | 'release'>,
    report: (problem: string) => void,
  ) {
    this.#artefacts = artefacts;
    this.#keys = keys;
    this.#claims = claims;
    this.#keeper = new CheckpointKeeper(artefacts, keys, report);
  }

  latest(plan: PlannedTrial, signal?: AbortSignal): Promise<UnderWay | null> {
    return this.#keeper.latest(plan, signal);
  }

  keep(underWay: UnderWay): Promise<void> {
    return this.#keeper.keep(underWay);
  }

  async places(plans: readonly PlannedTrial[]): Promise<ReadonlyMap<string, Place>> {
    const places = new Map<string, Place>();
    try {
      const names = await this.#names();
      // Mostly nothing is under way, and then no trial's key is needed.
      if (names.length === 0) return places;
      const keys = await this.#keysOf(plans);
      const under = new Set(names.map(({ key }) => key));
      const known = [...keys].filter(([, key]) => under.has(key));
      const free = new Set(await this.#claims.free(known.map(([, key]) => key)));
      for (const [id, key] of known) {
        const place = free.has(key) ? await this.#keeper.place(key) : null;
        if (place !== null) places.set(id, place);
      }
    } catch {
      // Without a database nothing is offered; the store says why.
    }
    return places;
  }

  async given(plans: readonly PlannedTrial[], signal: AbortSignal): Promise<'given' | 'none'> {
    const [keys, names] = await Promise.all([this.#keysOf(plans), this.#names()]);
    const under = new Set(names.map(({ key }) => key));
    const taken = [...keys.values()].filter((key) => under.has(key));
    if (taken.length === 0) return 'none';
    // Its tab may have gone since the places were looked up.
    if ((await this.#claims.free(taken)).length > 0) return 'given';
    const enough = new AbortController();
    const either = AbortSignal.any([signal, enough.signal]);
    try {
      await Promise.any(
        taken.map(async (key) => {
          await this.#claims.wait(key, either);
          this.#claims.release(key);
        }),
      );
    } finally {
      enough.abort();
    }
    return 'given';
  }

  async unusable(plans: readonly PlannedTrial[]): Promise<number> {
    try {
      if ((await this.#names()).length === 0) return 0;
      const keys = await this.#keysOf(plans);
      const found = await this.#others(new Set(plans.map(({ id }) => id)), new Set(keys.values()));
      const usable = new Set((await this.places(plans)).keys());
      return new Set(found.map(({ id }) => id).filter((id) => !usable.has(id))).size;
    } catch {
      return 0;
    }
  }

  async discard(plans: readonly PlannedTrial[]): Promise<void> {
    try {
      const keys = await this.#keysOf(plans);
      for (const key of keys.values()) await this.#keeper.finished(key);
      const ids = new Set(plans.map(({ id }) => id));
      for (const { name } of await this.#others(ids, new Set())) await this.#artefacts.remove(name);
    } catch {
      // What stays is taken for where the trial stood; the results are the same.
    }
  }

  async #keysOf(plans: readonly PlannedTrial[]): Promise<ReadonlyMap<string, string>> {
    const keys = new Map<string, string>();
    const pause = pauses();
    for (const plan of plans) {
      // An experiment has up to 2,000 trials, and every key is a hash.
      await pause();
      const parts = await this.#keys.expected(plan);
      if (parts !== null) keys.set(plan.id, artefactKey(parts));
    }
    return keys;
  }

  /** Of all checkpoints that no search has pinned. */
  async #names(): Promise<readonly { readonly name: string; readonly key: string }[]> {
    const names = await this.#artefacts.list('');
    return names.flatMap((name) => {
      const place = placeOfName(name);
      return place?.pinnedBy === null ? [{ name, key: place.key }] : [];
    });
  }

  /** Those of some trials under other keys. */
  async #others(
    ids: ReadonlySet<string>,
    keys: ReadonlySet<string>,
  ): Promise<readonly { readonly id: string; readonly name: string }[]> {
    const found: { readonly id: string; readonly name: string }[] = [];
    const names = (await this.#names()).filter(({ key }) => !keys.has(key));
    for (const { name } of names.slice(0, maxLooked)) {
      const bytes = await this.#artefacts.get(name);
      const id = bytes === null ? null : idOf(bytes);
      if (id !== null && ids.has(id)) found.push({ id, name });
    }
    return found;
  }
}

/** The trial that a checkpoint says to be of, without a look at the rest of it. */
function idOf(bytes: Uint8Array): string | null {
  try {
    const { metadata } = readHeader(bytes, (what) => {
      throw new Error(what);
    });
    const value: unknown = JSON.parse(metadata.get('checkpoint') ?? 'null');
    const id: unknown = Reflect.get(Object(value) as object, 'id');
    return typeof id === 'string' ? id : null;
  } catch {
    return null;
  }
}
