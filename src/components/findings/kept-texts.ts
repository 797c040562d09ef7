/** Findings that a person rewrote: kept in the database, or in memory where that is refused. */
import { contentHash } from '../../experiment/hash.ts';
import type { Experiment } from '../../experiment/schema.ts';
import { openDatabase, type LabDatabase } from '../../store/open.ts';

export interface KeptText {
  /** As the person left it. */
  readonly text: string;
  /** What the program said when it was edited, to tell whether that has changed since. */
  readonly program: string;
}

/** Where the text of an experiment's findings is kept: other settings have another text. */
export const textKey = ({ name, trial, axes }: Experiment): string =>
  `findings ${name} ${contentHash({ trial, axes })}`;

/** Written by this class, but read from a disk: anything else there counts as nothing kept. */
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
  readonly #open: () => Promise<LabDatabase>;
  readonly #memory = new Map<string, KeptText | null>();
  #database: Promise<LabDatabase> | null = null;
  #trouble = '';

  constructor(open: () => Promise<LabDatabase> = openDatabase) {
    this.#open = open;
  }

  /** Why texts last only as long as the page; '' while the database takes them. */
  get trouble(): string {
    return this.#trouble;
  }

  /** Never throws: without a database there is what was written since the page was opened. */
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

  /** null forgets the text. Never throws; `trouble` says where it could not be kept. */
  async write(key: string, kept: KeptText | null): Promise<void> {
    this.#memory.set(key, kept);
    await this.#with(async (database) => {
      if (kept === null) await database.delete('texts', key);
      else await database.put('texts', JSON.stringify(kept), key);
    });
  }

  async #with<T>(work: (database: LabDatabase) => Promise<T>): Promise<T | undefined> {
    try {
      this.#database ??= this.#open();
      const result = await work(await this.#database);
      this.#trouble = '';
      return result;
    } catch (error) {
      // A connection that was closed (another tab has a newer lab) is opened again next time.
      this.#database = null;
      this.#trouble = error instanceof Error ? error.message : String(error);
      return undefined;
    }
  }
}
