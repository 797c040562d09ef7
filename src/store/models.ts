/** Trained models, kept in the browser's database, or in memory where it may not be used. */
import type { TrainedModel } from '../model/types.ts';
import type { LabDatabase } from './open.ts';

/** Models that are kept; one of the assignment's networks has some 60 kB. */
const mostModels = 96;
/** Bytes of all their parameters together, so that wide networks do not fill the disk. */
const mostBytes = 256e6;

export class ModelStore {
  readonly #open: () => Promise<LabDatabase>;
  readonly #most: number;
  /** The newest models of this page: at hand at once, and all there is without a database. */
  readonly #recent = new Map<string, TrainedModel>();
  #database: Promise<LabDatabase | null> | null = null;
  /** One writes after another, so that each sees what is there. */
  #last: Promise<unknown> = Promise.resolve();

  constructor(open: () => Promise<LabDatabase>, most = mostModels) {
    this.#open = open;
    this.#most = most;
  }

  /**
   * Keeps a model, in place of an earlier one of the same trial; the oldest go when there are more
   * than 96 or 256 MB. Never throws: where the database refuses, it is in memory until the page ends.
   */
  put(model: TrainedModel): Promise<void> {
    this.#recent.delete(model.id);
    this.#recent.set(model.id, model);
    for (const id of overflow([...this.#recent.values()], this.#most)) this.#recent.delete(id);
    const written = this.#last.then(() => this.#write(model));
    this.#last = written;
    return written;
  }

  /** The model of a trial, by its content hash; null where none is kept. */
  async get(id: string): Promise<TrainedModel | null> {
    const recent = this.#recent.get(id);
    if (recent !== undefined) return recent;
    try {
      return (await (await this.#ready())?.get('models', id)) ?? null;
    } catch {
      return null;
    }
  }

  async #write(model: TrainedModel): Promise<void> {
    try {
      const database = await this.#ready();
      if (database === null) return;
      await database.put('models', model, model.id);
      if ((await database.count('models')) <= this.#most / 2) return;
      const transaction = database.transaction('models', 'readwrite');
      for (const id of overflow(await transaction.store.getAll(), this.#most)) {
        await transaction.store.delete(id);
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

/** The ids of the oldest that are too many or too large; the newest always stays. */
function overflow(models: readonly TrainedModel[], most: number): string[] {
  let bytes = 0;
  return models
    .toSorted((a, b) => b.trainedAt - a.trainedAt)
    .filter((model, index) => {
      bytes += bytesOf(model);
      return index > 0 && (index >= most || bytes > mostBytes);
    })
    .map(({ id }) => id);
}
