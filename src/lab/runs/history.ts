/** What the journals of a folder say, told run by run. */
import {
  maxJournal,
  readJournal,
  type EntryOf,
  type JournalEntry,
} from '../../formats/artefact/journal.ts';
import { isFinished } from '../../document/trial-status.ts';
import type { FolderFiles } from '../ports/file-system.ts';
import { journalFolder } from './journal-writer.ts';
import { placeOf, storeProblem } from './problem.ts';

export interface RunHistory {
  readonly begun: EntryOf<'run'>;
  /** All that joined it, in order. */
  readonly trials: EntryOf<'add'>['trials'];
  /** The last end of each of its trials, by id. */
  readonly ends: ReadonlyMap<string, EntryOf<'end'>>;
  /** Null if it was cut off, or still runs. */
  readonly stopped: EntryOf<'stop'> | null;
}

export interface History {
  /** In the order of their starts. */
  readonly runs: readonly RunHistory[];
  /** By key: when and how its results were computed. The first end of a key is the one that kept them. */
  readonly kept: ReadonlyMap<string, EntryOf<'end'>>;
  /** Lines that cannot be read, apart from a torn last one of each file. */
  readonly damaged: number;
  /** Lines that only a later lab knows. */
  readonly unknown: number;
}

/** Lines that were written twice, since the first attempt seemed to fail, count once. */
export function historyOf(entries: readonly JournalEntry[]): Omit<History, 'damaged' | 'unknown'> {
  interface Open {
    begun: EntryOf<'run'> | null;
    trials: Map<string, EntryOf<'add'>['trials'][number]>;
    ends: Map<string, EntryOf<'end'>>;
    stopped: EntryOf<'stop'> | null;
  }
  const runs = new Map<string, Open>();
  const kept = new Map<string, EntryOf<'end'>>();
  const ordered = entries.toSorted((a, b) => a.at - b.at);
  for (const entry of ordered) {
    let run = runs.get(entry.run);
    if (run === undefined) {
      run = { begun: null, trials: new Map(), ends: new Map(), stopped: null };
      runs.set(entry.run, run);
    }
    if (entry.kind === 'run') run.begun ??= entry;
    else if (entry.kind === 'add') {
      for (const each of entry.trials) if (!run.trials.has(each.id)) run.trials.set(each.id, each);
    } else if (entry.kind === 'stop') run.stopped = entry;
    else if (entry.kind === 'end') {
      run.ends.set(entry.id, entry);
      if (entry.key !== null && isFinished(entry) && !kept.has(entry.key)) {
        kept.set(entry.key, entry);
      }
    }
  }
  return {
    runs: [...runs.values()].flatMap(({ begun, trials, ends, stopped }) =>
      begun === null ? [] : [{ begun, trials: [...trials.values()], ends, stopped }],
    ),
    kept,
  };
}

/** All journals of a folder. Throws LabError `store` if one cannot be read. */
export async function readHistory(files: FolderFiles): Promise<History> {
  const entries: JournalEntry[] = [];
  let [damaged, unknown] = [0, 0];
  let path = journalFolder;
  try {
    const names = ((await files.list(journalFolder)) ?? []).filter((name) =>
      /^[0-9a-f]{32}\.jsonl$/.test(name),
    );
    for (const name of names.toSorted()) {
      path = `${journalFolder}/${name}`;
      if (((await files.size(path)) ?? 0) > maxJournal) {
        damaged += 1;
        continue;
      }
      const bytes = await files.read(path);
      if (bytes === null) continue;
      const journal = readJournal(bytes);
      entries.push(...journal.entries);
      damaged += journal.damaged;
      unknown += journal.unknown;
    }
  } catch (error) {
    throw storeProblem(error, 'read', placeOf(files, path));
  }
  return { ...historyOf(entries), damaged, unknown };
}
