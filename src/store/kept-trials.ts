/** Finished trials in the database: reads and writes their files, and those of version 1 as they were. */
import { yieldToEventLoop } from '../base/event-loop.ts';
import { throwIfAborted } from '../base/errors.ts';
import { readLosses } from '../formats/artefact/losses-file.ts';
import { lossesName, trialName } from '../formats/artefact/names.ts';
import { reading } from '../formats/artefact/reading.ts';
import { lossesHash } from '../formats/results/losses-hash.ts';
import { earlierPrefix, keyOfEarlier } from '../lab/kept/earlier-run.ts';
import { isImported } from '../lab/kept/new-trial.ts';
import { isNewer } from '../lab/kept/record-version.ts';
import { readStored, type StoredTrial } from '../lab/kept/trial-schema.ts';
import type { KeptTrial } from '../lab/kept/stored-trial.ts';
import { readTrialFiles, trialFiles, type TrialFiles } from '../lab/kept/trial-files.ts';
import type { LossesRecord, WantedTrial } from '../lab/ports/store.ts';
import type { Bytes } from '../lab/ports/artefacts.ts';
import type { KeptLosses } from '../lab/state.ts';
import { beginningWith, type Database, type Transaction } from './database.ts';
import { nextMark, putIfAbsent, readMark } from './marks.ts';

/** Trials read in one transaction, between which the page may draw. */
const perSlice = 64;

export const unreadableTrial =
  'The kept results of one trial could not be read and are left out. You can train it again.';
const unreadableLosses =
  'The kept losses of one trial could not be read and are left out; its figures are not affected. You can train it again.';

/** Results as they are written: as files, or as one record where they are from elsewhere. */
export type TrialWrite =
  | { readonly kind: 'files'; readonly files: TrialFiles }
  | { readonly kind: 'record'; readonly key: string; readonly stored: StoredTrial };

/** To be made before a transaction, which ends when something else is awaited. */
export const trialWrite = async (key: string, stored: StoredTrial): Promise<TrialWrite> =>
  isImported(key)
    ? { kind: 'record', key, stored }
    : { kind: 'files', files: await trialFiles(stored) };

export const trialTables = ['artefacts', 'marks', 'texts', 'trials'] as const;

/** @param again for results that were read from here: only what is no longer there is written */
export async function putTrial(tx: Transaction, write: TrialWrite, again: boolean): Promise<void> {
  if (write.kind === 'record') {
    if (!again || !(await tx.has('trials', write.key)))
      await tx.put('trials', write.key, write.stored);
    return;
  }
  const { key, files, circumstances } = write.files;
  const known = await tx.has('artefacts', trialName(key));
  for (const { name, content } of files) await putIfAbsent(tx, name, content);
  if (known && again) return;
  const json = files.at(-1)!;
  // Bits never change; when they were last computed does.
  await tx.put('marks', json.name, {
    ...(await nextMark(tx, json.content.byteLength)),
    circumstances,
  });
}

export class KeptTrials {
  readonly #database: Database;
  readonly #say: (problem: string) => void;

  constructor(database: Database, say: (problem: string) => void) {
    this.#database = database;
    this.#say = say;
  }

  /** In the same order; null if missing or unreadable. Throws what the database throws, and LabError `aborted`. */
  async read(
    wanted: readonly WantedTrial[],
    signal?: AbortSignal,
  ): Promise<(KeptTrial | StoredTrial | null)[]> {
    const found: (KeptTrial | StoredTrial | null)[] = [];
    const isUpgraded = await this.#isUpgraded();
    for (let start = 0; start < wanted.length; start += perSlice) {
      throwIfAborted(signal);
      if (start > 0) await yieldToEventLoop();
      const slice = wanted.slice(start, start + perSlice);
      const values = await this.#database.transaction(['artefacts', 'marks'], 'readonly', (tx) =>
        Promise.all(
          slice.map(async ({ key }) => {
            const name = trialName(key);
            const [json, mark] = await Promise.all([
              tx.get('artefacts', name),
              tx.get('marks', name),
            ]);
            return { json, mark };
          }),
        ),
      );
      for (const [at, { json, mark }] of values.entries()) {
        const { key, id } = slice[at]!;
        if (json instanceof Uint8Array) found.push(await this.#ofFiles(key, json, mark));
        else if (isUpgraded && !isImported(key)) found.push(null);
        else found.push(await this.#ofEarlier(key, id));
      }
    }
    return found;
  }

  losses(key: string, { count, sha256 }: LossesRecord): KeptLosses {
    return {
      count,
      load: async (signal) => {
        throwIfAborted(signal);
        const losses = await this.#losses(key);
        throwIfAborted(signal);
        // Evicted ones were said to be, when they were.
        if (losses === null) return null;
        if (losses.length === count && (await lossesHash(losses)) === sha256) return losses;
        this.#say(unreadableLosses);
        return null;
      },
    };
  }

  async #losses(key: string): Promise<Float32Array | null> {
    if (isImported(key)) {
      const value = await this.#database.transaction(['trials'], 'readonly', (tx) =>
        tx.get('trials', key),
      );
      return (await readStored(value))?.losses ?? null;
    }
    const bytes = await this.#database.transaction(['artefacts'], 'readonly', (tx) =>
      tx.get('artefacts', lossesName(key)),
    );
    if (!(bytes instanceof Uint8Array)) return null;
    const read = await reading(() => readLosses(bytes as Bytes));
    return read.ok ? read.value : new Float32Array(0);
  }

  /** Whether no trials of version 1 are left, so that none are looked for. */
  async #isUpgraded(): Promise<boolean> {
    const keys = await this.#database.transaction(['trials'], 'readonly', (tx) =>
      tx.keys('trials', beginningWith(earlierPrefix()), 1),
    );
    return keys.length === 0;
  }

  async #ofFiles(key: string, json: Uint8Array, mark: unknown): Promise<KeptTrial | null> {
    const { circumstances } = readMark(mark);
    const read = await readTrialFiles(key, json, circumstances, (losses) =>
      this.losses(key, losses),
    );
    if (read.ok) return read.trial;
    if (!read.newer) this.#say(unreadableTrial);
    return null;
  }

  /** Those from elsewhere, and those of version 1 that are not files yet, or could not be made so. */
  async #ofEarlier(key: string, id: string): Promise<StoredTrial | KeptTrial | null> {
    const tables = ['artefacts', 'marks', 'trials'] as const;
    const found = await this.#database.transaction(tables, 'readonly', async (tx) => {
      const name = trialName(key);
      const json = await tx.get('artefacts', name);
      if (json instanceof Uint8Array) return { json, mark: await tx.get('marks', name) };
      const keys = isImported(key) ? [] : await tx.keys('trials', beginningWith(earlierPrefix(id)));
      const read = async (each: string) => [each, await tx.get('trials', each)] as const;
      return { values: await Promise.all([...keys.map(String), key].map(read)) };
    });
    // It may have been rewritten a moment ago.
    if ('json' in found) return this.#ofFiles(key, found.json, found.mark);
    const { values } = found;
    for (const [name, value] of values) {
      if (value === undefined) continue;
      const stored = await readStored(value);
      if (stored === null) {
        if (!isNewer(value)) this.#say(unreadableTrial);
        continue;
      }
      if (isImported(key)) {
        const record = { count: stored.losses.length, sha256: stored.lossesHash };
        return { ...stored, losses: this.losses(key, record) };
      }
      if (name === key || keyOfEarlier(name, id, stored.trial) === key) return stored;
    }
    return null;
  }
}
