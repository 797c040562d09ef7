/** Trained models, kept in the browser's database, or in memory where it may not be used. */
import type { TrainedModel } from '../protocol/trained-model.ts';
import { Connection } from './connection.ts';
import type { KeptModel, LabDatabase } from './open.ts';

/** Models that are kept; one of the assignment's networks has some 60 kB. */
const maxModels = 96;
/** Bytes of all their parameters together, so that wide networks do not fill the disk. */
const maxBytes = 256e6;

/** Where the number of the latest model is, among the texts. */
const counter = 'models counted';

/** A model from elsewhere is never taken for what its trial has learnt here. */
export const loadedModelKey = (id: string): string => `brought|${id}`;

export class ModelStore {
  readonly #connection: Connection;
  readonly #most: number;
  readonly #report: (problem: string) => void;
  /** The newest models of this page by their keys: at hand at once, and all there is without a database. */
  readonly #recent = new Map<string, TrainedModel>();
  /** Keys of those of them that the database has not taken. */
  readonly #unkept = new Set<string>();
  /** The database that took the last one. */
  #home: string | null = null;
  /** One writes after another, so that each sees what is there. */
  #last: Promise<unknown> = Promise.resolve();

  /**
   * @param open another database for tests
   * @param report is told, in words for the page, why a model is kept in memory only
   */
  constructor(
    open?: () => Promise<LabDatabase>,
    most = maxModels,
    report: (problem: string) => void = () => undefined,
  ) {
    this.#connection = new Connection(open);
    this.#most = most;
    this.#report = report;
    this.#connection.whenLate(() => void this.#flush());
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
  putLoaded(model: TrainedModel): Promise<void> {
    return this.#keep(loadedModelKey(model.id), model);
  }

  /** What a trial has learnt here, by its content hash; null where that is not kept. */
  get(id: string): Promise<TrainedModel | null> {
    return this.#find(id);
  }

  /** The model of a trial that was brought along; null where there is none. */
  getLoaded(id: string): Promise<TrainedModel | null> {
    return this.#find(loadedModelKey(id));
  }

  #keep(key: string, model: TrainedModel): Promise<void> {
    this.#recent.delete(key);
    this.#recent.set(key, model);
    for (const old of overflow([...this.#recent].reverse(), this.#most)) this.#recent.delete(old);
    this.#unkept.add(key);
    return this.#flush();
  }

  async #find(key: string): Promise<TrainedModel | null> {
    const recent = this.#recent.get(key);
    if (recent !== undefined) return recent;
    try {
      const kept = await this.#connection.use((database) => database.get('models', key));
      return kept === undefined ? null : unordered(kept);
    } catch {
      return null;
    }
  }

  #flush(): Promise<void> {
    const written = this.#last.then(() => this.#write());
    this.#last = written;
    return written;
  }

  /** What the database has not taken yet; all that is in memory, where another has come in its place. */
  async #write(): Promise<void> {
    try {
      await this.#connection.use(async (database) => {
        const { identity } = this.#connection;
        if (this.#home !== null && this.#home !== identity) {
          for (const key of this.#recent.keys()) this.#unkept.add(key);
        }
        for (const key of this.#unkept) {
          const model = this.#recent.get(key);
          if (model !== undefined) await write(database, key, model, this.#most);
          this.#unkept.delete(key);
        }
        this.#home = identity;
      });
    } catch (error) {
      // One that does not open is told of by whoever asks first, and takes them when it does.
      if (error instanceof DOMException && error.name === 'TimeoutError') return;
      const why = error instanceof Error ? error.message || error.name : String(error);
      this.#report(
        `Trained models are in memory only, until you close this page: the browser’s database refused them (${why}).`,
      );
    }
  }
}

/** Writes a model under the store's next number, and deletes the oldest that are too many then. */
async function write(
  database: LabDatabase,
  key: string,
  model: TrainedModel,
  most: number,
): Promise<void> {
  const transaction = database.transaction(['models', 'texts'], 'readwrite');
  const [store, texts] = [transaction.objectStore('models'), transaction.objectStore('texts')];
  const order = Number((await texts.get(counter)) ?? 0) + 1;
  await Promise.all([store.put({ ...model, order }, key), texts.put(String(order), counter)]);
  if ((await store.count()) > most / 2) {
    const [keys, models] = await Promise.all([store.getAllKeys(), store.getAll()]);
    const kept = keys.map((each, at) => [each, models[at]!] as const).toSorted(newestFirst);
    for (const old of overflow(kept, most)) await store.delete(old);
  }
  await transaction.done;
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
      return index > 0 && (index >= most || bytes > maxBytes);
    })
    .map(([key]) => key);
}
