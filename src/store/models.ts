/** Trained models, stored in the browser's database, or in memory if that is unavailable. */
import type { TrainedModel } from '../protocol/trained-model.ts';
import { Connection } from './connection.ts';
import { loadedModelKey, parameterBytes } from './model-keys.ts';
import type { KeptModel, LabDatabase } from './open.ts';

/** Maximum number of models; one of the assignment's networks has about 60 kB. */
const maxModels = 96;
/** Maximum bytes of all parameters together, so that wide networks do not fill the disk. */
const maxBytes = 256e6;

/** Key of the model counter in the store of texts. */
const counter = 'models counted';

export class ModelStore {
  readonly #connection: Connection;
  readonly #maxModels: number;
  readonly #report: (problem: string) => void;
  /** This page's newest models by key: available at once, and the only ones without a database. */
  readonly #recent = new Map<string, TrainedModel>();
  /** Keys of those not yet written to the database. */
  readonly #unkept = new Set<string>();
  /** The database that took the last one. */
  #home: string | null = null;
  /** Serialises writes, so that each sees the previous ones. */
  #last: Promise<unknown> = Promise.resolve();

  /**
   * @param open another database for tests
   * @param report receives a text for the page on why a model is in memory only
   */
  constructor(
    open?: () => Promise<LabDatabase>,
    most = maxModels,
    report: (problem: string) => void = () => undefined,
  ) {
    this.#connection = new Connection(open);
    this.#maxModels = most;
    this.#report = report;
    this.#connection.whenLate(() => void this.#flush());
  }

  /**
   * Stores a model trained here, replacing an earlier one of the same trial; deletes the oldest when there are
   * more than 96 models or 256 MB. Never throws: if the database refuses, the model stays in memory until the
   * page closes.
   */
  put(model: TrainedModel): Promise<void> {
    return this.#keep(model.id, model);
  }

  /** Stores a model loaded from a file, next to the one trained here, replacing one loaded before. */
  putLoaded(model: TrainedModel): Promise<void> {
    return this.#keep(loadedModelKey(model.id), model);
  }

  /** The model that a trial trained here, by its content hash; null if not stored. */
  get(id: string): Promise<TrainedModel | null> {
    return this.#find(id);
  }

  /** A trial's model that was loaded from a file; null if there is none. */
  getLoaded(id: string): Promise<TrainedModel | null> {
    return this.#find(loadedModelKey(id));
  }

  #keep(key: string, model: TrainedModel): Promise<void> {
    this.#recent.delete(key);
    this.#recent.set(key, model);
    for (const old of overflow([...this.#recent].reverse(), this.#maxModels))
      this.#recent.delete(old);
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

  /** Writes pending models; all models in memory if the database was replaced. */
  async #write(): Promise<void> {
    try {
      await this.#connection.use(async (database) => {
        const { identity } = this.#connection;
        if (this.#home !== null && this.#home !== identity) {
          for (const key of this.#recent.keys()) this.#unkept.add(key);
        }
        for (const key of this.#unkept) {
          const model = this.#recent.get(key);
          if (model !== undefined) await write(database, key, model, this.#maxModels);
          this.#unkept.delete(key);
        }
        this.#home = identity;
      });
    } catch (error) {
      // A database that does not open is reported elsewhere; models are written once it opens.
      if (error instanceof DOMException && error.name === 'TimeoutError') return;
      const why = error instanceof Error ? error.message || error.name : String(error);
      this.#report(
        `Trained models are in memory only, until you close this page: the browser’s database refused them (${why}).`,
      );
    }
  }
}

/** Writes a model with the next number, and deletes the oldest if there are too many. */
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

type Entry<T> = readonly [key: string, model: T];

/** Models from before the counter are the oldest. */
const newestFirst = ([, a]: Entry<KeptModel>, [, b]: Entry<KeptModel>): number =>
  (b.order ?? 0) - (a.order ?? 0) || b.trainedAt - a.trainedAt;

function unordered(kept: KeptModel): TrainedModel {
  const { id, trial, parameters, statistics, engine, trainedAt } = kept;
  return { id, trial, parameters, statistics, engine, trainedAt };
}

/** Keys of the oldest models beyond the limits; the newest, which is first, always stays. */
function overflow(models: readonly Entry<TrainedModel>[], most: number): string[] {
  let bytes = 0;
  return models
    .filter(([, model], index) => {
      bytes += parameterBytes(model);
      return index > 0 && (index >= most || bytes > maxBytes);
    })
    .map(([key]) => key);
}
