/** Trained models, kept in the browser's database, or in memory where it may not be used. */
import type { TrainedModel } from '../model/types.ts';
import type { LabDatabase } from './open.ts';

/** Models that are kept; one of the assignment's networks has some 60 kB. */
const mostModels = 96;
/** Bytes of all their parameters together, so that wide networks do not fill the disk. */
const mostBytes = 256e6;

/** As it is kept. */
export interface KeptModel extends TrainedModel {
  /** Counted up by the store, so that no clock and no file decides which is the oldest. */
  readonly order?: number;
}

/** Where the number of the latest model is, among the texts. */
const counter = 'models counted';

/** A model from elsewhere is never taken for what its trial has learnt here. */
export const broughtKey = (id: string): string => `brought|${id}`;

export class ModelStore {
  readonly #open: () => Promise<LabDatabase>;
  readonly #most: number;
  /** The newest models of this page by their keys: at hand at once, and all there is without a database. */
  readonly #recent = new Map<string, TrainedModel>();
  #database: Promise<LabDatabase | null> | null = null;
  /** One writes after another, so that each sees what is there. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(open: () => Promise<LabDatabase>, most = mostModels) {
    this.#open = open;
    this.#most = most;
  }

  /**
   * Keeps what a trial has learnt here, in place of an earlier one of the same trial; the oldest go when
   * there are more than 96 or 256 MB. Never throws: where the database refuses, it is in memory until the
   * page ends.
   */
  put(model: TrainedModel): Promise<void> {
    return this.#keep(model.id, model);
  }

  /** Keeps a model from elsewhere beside that of its trial, in place of one that was brought before. */
  bring(model: TrainedModel): Promise<void> {
    return this.#keep(broughtKey(model.id), model);
  }

  /** What a trial has learnt here, by its content hash; null where that is not kept. */
  get(id: string): Promise<TrainedModel | null> {
    return this.#find(id);
  }

  /** The model of a trial that was brought along; null where there is none. */
  brought(id: string): Promise<TrainedModel | null> {
    return this.#find(broughtKey(id));
  }

  #keep(key: string, model: TrainedModel): Promise<void> {
    this.#recent.delete(key);
    this.#recent.set(key, model);
    for (const old of overflow([...this.#recent].reverse(), this.#most)) this.#recent.delete(old);
    const written = this.#last.then(() => this.#write(key, model));
    this.#last = written;
    return written;
  }

  async #find(key: string): Promise<TrainedModel | null> {
    const recent = this.#recent.get(key);
    if (recent !== undefined) return recent;
    try {
      const kept = await (await this.#ready())?.get('models', key);
      return kept === undefined ? null : unordered(kept);
    } catch {
      return null;
    }
  }

  async #write(key: string, model: TrainedModel): Promise<void> {
    try {
      const database = await this.#ready();
      if (database === null) return;
      const transaction = database.transaction(['models', 'texts'], 'readwrite');
      const [store, texts] = [transaction.objectStore('models'), transaction.objectStore('texts')];
      const order = Number((await texts.get(counter)) ?? 0) + 1;
      await Promise.all([store.put({ ...model, order }, key), texts.put(String(order), counter)]);
      if ((await store.count()) > this.#most / 2) {
        const [keys, models] = await Promise.all([store.getAllKeys(), store.getAll()]);
        const kept = keys.map((each, at) => [each, models[at]!] as const).toSorted(newestFirst);
        for (const old of overflow(kept, this.#most)) await store.delete(old);
      }
      await transaction.done;
    } catch (error) {
      // A full disk, say: the model is in memory still.
      console.warn('A model could not be kept in the database.', error);
    }
  }

  #ready(): Promise<LabDatabase | null> {
    this.#database ??= this.#open().catch(() => null);
    return this.#database;
  }
}

const bytesOf = ({ parameters }: TrainedModel): number =>
  parameters.reduce((sum, { weight, bias }) => sum + weight.byteLength + bias.byteLength, 0);

type Entry<T> = readonly [key: string, model: T];

/** Those of before they were counted are the oldest. */
const newestFirst = ([, a]: Entry<KeptModel>, [, b]: Entry<KeptModel>): number =>
  (b.order ?? 0) - (a.order ?? 0) || b.trainedAt - a.trainedAt;

function unordered(kept: KeptModel): TrainedModel {
  const { id, trial, parameters, statistics, engine, trainedAt } = kept;
  return { id, trial, parameters, statistics, engine, trainedAt };
}

/** The keys of the oldest that are too many or too large; the newest, which is the first, always stays. */
function overflow(models: readonly Entry<TrainedModel>[], most: number): string[] {
  let bytes = 0;
  return models
    .filter(([, model], index) => {
      bytes += bytesOf(model);
      return index > 0 && (index >= most || bytes > mostBytes);
    })
    .map(([key]) => key);
}
