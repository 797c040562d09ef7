/**
 * Makes room when the browser's storage is full, in an order that a person may rely on: first checkpoints that no
 * search has pinned, then weights, then losses of old runs, each by the store's counter, the oldest first. Never a
 * figure, never a model that was loaded from a file, and nothing of runs that are pinned or in the report.
 */
import { lossesName, modelName, placeOfName } from '../formats/artefact/names.ts';
import type { ListedRun } from '../lab/kept/stored-run.ts';
import { counted } from '../base/numbers.ts';
import type { Database, TableName } from './database.ts';
import type { KeptRuns } from './kept-runs.ts';
import { readMark, remove, type Mark } from './marks.ts';
import { isTrainedHere, parameterBytes } from './model-keys.ts';

/** How much of what was removed. */
export interface Evicted {
  readonly checkpoints: number;
  readonly weights: number;
  readonly losses: number;
}

export const isNothing = ({ checkpoints, weights, losses }: Evicted): boolean =>
  checkpoints + weights + losses === 0;

export const sumOf = (a: Evicted, b: Evicted): Evicted => ({
  checkpoints: a.checkpoints + b.checkpoints,
  weights: a.weights + b.weights,
  losses: a.losses + b.losses,
});

/** "To make room, 3 checkpoints and the weights of 12 models of old runs were removed; all figures are kept." */
export function evictedText({ checkpoints, weights, losses }: Evicted): string {
  const parts = [
    ...(checkpoints === 0 ? [] : [counted(checkpoints, 'checkpoint')]),
    ...(weights === 0 ? [] : [`the weights of ${counted(weights, 'model')} of old runs`]),
    ...(losses === 0 ? [] : [`the batch losses of ${counted(losses, 'trial')} of old runs`]),
  ];
  const last = parts.pop();
  const list = parts.length === 0 ? last : `${parts.join(', ')} and ${last}`;
  const verb = checkpoints + weights + losses === 1 && weights + losses === 0 ? 'was' : 'were';
  return `To make room, ${list} ${verb} removed; all figures are kept.`;
}

export interface Evicting {
  readonly database: Database;
  readonly runs: KeptRuns;
  /** Ids of runs of which nothing is removed, besides pinned ones: those that the report has. */
  readonly spared: (runs: readonly ListedRun[]) => Promise<ReadonlySet<string>>;
  /** The run being written. */
  readonly current: string | null;
}

type Candidate = readonly [bytes: number, remove: () => Promise<void>];

/**
 * Removes at least so many bytes, or all that may be removed.
 * Throws what the database throws.
 */
export async function makeRoom(wanted: number, evicting: Evicting): Promise<Evicted> {
  const { database, runs } = evicting;
  const { runs: all } = await runs.list();
  const spared = await evicting.spared(all);
  const isSpared = ({ id, pinned }: ListedRun) =>
    pinned === true || spared.has(id) || id === evicting.current;
  const used = { ids: new Set<string>(), keys: new Set<string>() };
  for (const run of all.filter(isSpared)) {
    for (const { id, key } of (await runs.run(run.id))?.trials ?? []) {
      used.ids.add(id);
      if (key !== null) used.keys.add(key);
    }
  }
  const marks = await marksOf(database);
  const evicted = { checkpoints: 0, weights: 0, losses: 0 };
  let freed = 0;
  const take = async (
    kind: keyof Evicted,
    candidates: AsyncIterable<Candidate> | Iterable<Candidate>,
  ) => {
    for await (const [bytes, removeIt] of candidates) {
      if (freed >= wanted) return;
      await removeIt();
      freed += bytes;
      evicted[kind] += 1;
    }
  };
  await take('checkpoints', checkpoints(database, marks));
  await take('weights', weights(database, marks, used));
  const old = all.filter((run) => !isSpared(run)).toReversed();
  await take('losses', losses(database, runs, marks, old, used.keys));
  return evicted;
}

/** Oldest first. */
const marksOf = async (database: Database): Promise<ReadonlyMap<string, Mark>> => {
  const [names, values] = await database.transaction(['marks'], 'readonly', (tx) =>
    Promise.all([tx.keys('marks'), tx.all('marks')]),
  );
  const marks = names.map((name, at) => [String(name), readMark(values[at])] as const);
  return new Map(marks.toSorted(([, a], [, b]) => a.order - b.order));
};

const artefact = (database: Database, name: string, { bytes }: Mark): Candidate => [
  bytes,
  () => database.transaction(['artefacts', 'marks'], 'readwrite', (tx) => remove(tx, name)),
];

function* checkpoints(database: Database, marks: ReadonlyMap<string, Mark>): Generator<Candidate> {
  const places = [...marks].flatMap(([name, mark]) => {
    const place = placeOfName(name);
    return place === null ? [] : [{ name, mark, place }];
  });
  const at = ({ place: { key, epoch, step } }: (typeof places)[number]) =>
    `${key} ${epoch} ${step}`;
  const pinned = new Set(places.filter(({ place }) => place.pinnedBy !== null).map(at));
  for (const each of places)
    if (!pinned.has(at(each))) yield artefact(database, each.name, each.mark);
}

/** Models are kept by their trial's id; those of artefacts by its key. */
async function* weights(
  database: Database,
  marks: ReadonlyMap<string, Mark>,
  used: { readonly ids: ReadonlySet<string>; readonly keys: ReadonlySet<string> },
): AsyncGenerator<Candidate> {
  for (const [name, mark] of marks) {
    const key = name.replace(/\.safetensors$/, '');
    if (name === modelName(key) && placeOfName(name) === null && !used.keys.has(key))
      yield artefact(database, name, mark);
  }
  const read = <T>(tables: TableName[], key: string | null): Promise<T> =>
    database.transaction(tables, 'readonly', (tx) =>
      key === null ? tx.keys('models') : tx.get('models', key),
    ) as Promise<T>;
  const models: { readonly key: string; readonly order: number; readonly bytes: number }[] = [];
  for (const key of await read<string[]>(['models'], null)) {
    if (!isTrainedHere(key) || used.ids.has(key)) continue;
    const value = await read<unknown>(['models'], key);
    const order = Number(Reflect.get(Object(value) as object, 'order')) || 0;
    models.push({ key, order, bytes: parameterBytes(value) });
  }
  for (const { key, bytes } of models.toSorted((a, b) => a.order - b.order))
    yield [
      bytes,
      () => database.transaction(['models'], 'readwrite', (tx) => tx.delete('models', key)),
    ];
}

/** @param old the oldest first */
async function* losses(
  database: Database,
  runs: KeptRuns,
  marks: ReadonlyMap<string, Mark>,
  old: readonly ListedRun[],
  used: ReadonlySet<string>,
): AsyncGenerator<Candidate> {
  const seen = new Set(used);
  for (const { id } of old) {
    for (const { key } of (await runs.run(id))?.trials ?? []) {
      if (key === null || seen.has(key)) continue;
      seen.add(key);
      const mark = marks.get(lossesName(key));
      if (mark !== undefined) yield artefact(database, lossesName(key), mark);
    }
  }
}
