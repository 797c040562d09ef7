/**
 * Rewrites what version 1 of the database kept: runs as records and entries, trials as files under today's keys. In
 * slices of a few records, each of which is whole or not written, so that a page stays responsive and an interrupted
 * upgrade goes on with the next visit. What cannot be read stays where it is.
 */
import { yieldToEventLoop } from '../base/event-loop.ts';
import { throwIfAborted } from '../base/errors.ts';
import { readTrialArtefact } from '../formats/artefact/trial-artefact.ts';
import { earlierPrefix, keyOfEarlier } from '../lab/kept/earlier-run.ts';
import { readStored } from '../lab/kept/trial-schema.ts';
import { beginningWith, type Database } from './database.ts';
import type { KeptRuns } from './kept-runs.ts';
import { putTrial, trialTables, trialWrite, type TrialWrite } from './kept-trials.ts';

/** Trials rewritten in one transaction. */
const perSlice = 16;

/**
 * Resolves once nothing is left that can be rewritten. Throws LabError `aborted`, and what the database throws.
 * @param progress called after each run and slice, with the number of records that are left
 */
export async function upgrade(
  database: Database,
  runs: KeptRuns,
  signal: AbortSignal,
  progress: (left: number) => void = () => undefined,
): Promise<void> {
  const ids = await runs.earlier();
  const { from, to } = beginningWith(earlierPrefix());
  const keys = await database.transaction(['trials'], 'readonly', (tx) =>
    tx.keys('trials', { from, to }),
  );
  let left = ids.length + keys.length;
  for (const id of ids) {
    throwIfAborted(signal);
    await runs.upgrade(id);
    progress((left -= 1));
    await yieldToEventLoop();
  }
  for (let start = 0; start < keys.length; start += perSlice) {
    throwIfAborted(signal);
    const slice = keys.slice(start, start + perSlice).map(String);
    await upgradeTrials(database, slice);
    progress((left -= slice.length));
    await yieldToEventLoop();
  }
}

async function upgradeTrials(database: Database, keys: readonly string[]): Promise<void> {
  const values = await database.transaction(['trials'], 'readonly', (tx) =>
    Promise.all(keys.map((key) => tx.get('trials', key))),
  );
  const writes: { readonly key: string; readonly write: TrialWrite }[] = [];
  for (const [at, value] of values.entries()) {
    const key = keys[at]!;
    const write = await rewritten(key, value);
    if (write !== null) writes.push({ key, write });
  }
  await database.transaction(trialTables, 'readwrite', async (tx) => {
    for (const { key, write } of writes) {
      // Another tab may have been first.
      if (!(await tx.has('trials', key))) continue;
      await putTrial(tx, write, true);
      await tx.delete('trials', key);
    }
  });
}

/** Null if it cannot be read, before or after. */
async function rewritten(key: string, value: unknown): Promise<TrialWrite | null> {
  const stored = await readStored(value);
  if (stored === null) return null;
  const today = keyOfEarlier(key, stored.id, stored.trial);
  if (today === null) return null;
  const write = await trialWrite(today, stored).catch(() => null);
  if (write?.kind !== 'files' || write.files.key !== today) return null;
  const json = write.files.files.at(-1)!;
  return (await readTrialArtefact(json.content, today)).ok ? write : null;
}
