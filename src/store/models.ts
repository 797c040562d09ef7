/** Trained models, kept in the browser's database, or in memory where it may not be used. */
import type { TrainedModel } from '../model/types.ts';
import { Connection } from './connection.ts';
import type { LabDatabase } from './open.ts';

/** Models that are kept; one of the assignment's networks has some 60 kB. */
const mostModels = 96;
/** Bytes of all their parameters together, so that wide networks do not fill the disk. */
const mostBytes = 256e6;

export class ModelStore {
  readonly #connection: Connection;
  readonly #most: number;
  readonly #report: (problem: string) => void;
  /** The newest models of this page: at hand at once, and all there is without a database. */
  readonly #recent = new Map<string, TrainedModel>();
  /** Those of them that the database has not taken. */
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
    most = mostModels,
    report: (problem: string) => void = () => undefined,
  ) {
    this.#connection = new Connection(open);
    this.#most = most;
    this.#report = report;
    this.#connection.whenLate(() => void this.#flush());
  }

  /**
   * Keeps a model, in place of an earlier one of the same trial; the oldest go when there are more
   * than 96 or 256 MB. Never throws: where the database refuses, it is in memory until the page ends.
   */
  put(model: TrainedModel): Promise<void> {
    this.#recent.delete(model.id);
    this.#recent.set(model.id, model);
    for (const id of overflow([...this.#recent.values()], this.#most)) this.#recent.delete(id);
    this.#unkept.add(model.id);
    return this.#flush();
  }

  /** The model of a trial, by its content hash; null where none is kept. */
  async get(id: string): Promise<TrainedModel | null> {
    const recent = this.#recent.get(id);
    if (recent !== undefined) return recent;
    try {
      return (await this.#connection.use((database) => database.get('models', id))) ?? null;
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
          for (const id of this.#recent.keys()) this.#unkept.add(id);
        }
        for (const id of this.#unkept) {
          const model = this.#recent.get(id);
          if (model !== undefined) await database.put('models', model, id);
          this.#unkept.delete(id);
        }
        this.#home = identity;
        if ((await database.count('models')) <= this.#most / 2) return;
        const transaction = database.transaction('models', 'readwrite');
        for (const id of overflow(await transaction.store.getAll(), this.#most)) {
          await transaction.store.delete(id);
        }
        await transaction.done;
      });
    } catch (error) {
      // One that does not open is told of by whoever asks first, and takes them when it does.
      if (error instanceof DOMException && error.name === 'TimeoutError') return;
      const why = error instanceof Error ? error.message || error.name : String(error);
      this.#report(
        `Trained models are in this page’s memory only, until it is closed: the browser’s database did not take them (${why}).`,
      );
    }
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
