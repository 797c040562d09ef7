/** Findings edited by the user: stored in the database, or in memory if that is refused. */
import { contentHash } from '../document/hash.ts';
import type { Experiment } from '../document/schema.ts';
import { Connection } from './connection.ts';
import type { LabDatabase } from './open.ts';

export interface KeptText {
  /** As edited. */
  readonly text: string;
  /** The generated text at the time of editing, to detect later changes. */
  readonly program: string;
}

/** Key of an experiment's findings; other settings have another key. */
export const textKey = ({ name, trial, axes }: Experiment): string =>
  `findings ${name} ${contentHash({ trial, axes })}`;

/** Written by this class but read from disk: anything invalid counts as missing. */
function parsed(value: string | undefined): KeptText | null {
  if (value === undefined) return null;
  try {
    const found: unknown = JSON.parse(value);
    if (typeof found !== 'object' || found === null) return null;
    const text: unknown = Reflect.get(found, 'text');
    const program: unknown = Reflect.get(found, 'program');
    return typeof text === 'string' && typeof program === 'string' ? { text, program } : null;
  } catch {
    return null;
  }
}

export class KeptTexts {
  readonly #connection: Connection;
  readonly #memory = new Map<string, KeptText | null>();
  /** Those not yet written to the database. */
  readonly #unkept = new Set<string>();
  /** The database that was last written. */
  #home: string | null = null;
  #trouble = '';

  /** @param open another database for tests */
  constructor(open?: () => Promise<LabDatabase>) {
    this.#connection = new Connection(open);
    this.#connection.whenLate(() => void this.#flush());
  }

  /** Why texts are lost when the page closes; '' while the database works. */
  get problem(): string {
    return this.#trouble;
  }

  /** Never throws: without a database, returns what was written since the page was opened. */
  async read(key: string): Promise<KeptText | null> {
    const known = this.#memory.get(key);
    if (known !== undefined) return known;
    const value = await this.#with((database) => database.get('texts', key));
    // What was written meanwhile is newer.
    const newer = this.#memory.get(key);
    if (newer !== undefined) return newer;
    const kept = parsed(value);
    this.#memory.set(key, kept);
    return kept;
  }

  /** null deletes the text. Never throws; `problem` says if it could not be stored. */
  async write(key: string, kept: KeptText | null): Promise<void> {
    this.#memory.set(key, kept);
    this.#unkept.add(key);
    await this.#flush();
  }

  async #flush(): Promise<void> {
    await this.#with(async (database) => {
      const { identity } = this.#connection;
      // A new database after deletion gets everything that this page has.
      if (this.#home !== null && this.#home !== identity) {
        for (const [key, kept] of this.#memory) if (kept !== null) this.#unkept.add(key);
      }
      this.#home = identity;
      for (const key of this.#unkept) {
        const kept = this.#memory.get(key) ?? null;
        if (kept === null) await database.delete('texts', key);
        else await database.put('texts', JSON.stringify(kept), key);
        // What was written meanwhile is written again.
        if ((this.#memory.get(key) ?? null) === kept) this.#unkept.delete(key);
      }
    });
  }

  async #with<T>(work: (database: LabDatabase) => Promise<T>): Promise<T | undefined> {
    try {
      const result = await this.#connection.use(work);
      this.#trouble = '';
      return result;
    } catch (error) {
      this.#trouble = error instanceof Error ? error.message : String(error);
      return undefined;
    }
  }
}
