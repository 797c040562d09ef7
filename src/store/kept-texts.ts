/** Findings edited by the user: stored in the database, or in memory if that is refused. */
import { contentHash } from '../document/hash.ts';
import type { Experiment } from '../document/schema.ts';
import { Connection } from './connection.ts';
import type { LabDatabase } from './open.ts';

/** A photo that belongs to a text; its bytes are kept apart, by the id. */
export interface KeptPhoto {
  /** SHA-256 of the JPEG file, in hexadecimal. */
  readonly id: string;
  readonly alt: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

export interface KeptText {
  /** As edited. */
  readonly text: string;
  /** The generated text at the time of editing, to detect later changes. */
  readonly program: string;
  /** Absent for none, as in texts of earlier labs. */
  readonly photos?: readonly KeptPhoto[];
}

/** Key of an experiment's findings; other settings have another key. */
export const textKey = ({ name, trial, axes }: Experiment): string =>
  `findings ${name} ${contentHash({ trial, axes })}`;

const isPhoto = (found: unknown): found is KeptPhoto =>
  typeof found === 'object' &&
  found !== null &&
  typeof Reflect.get(found, 'id') === 'string' &&
  typeof Reflect.get(found, 'alt') === 'string' &&
  typeof Reflect.get(found, 'width') === 'number' &&
  typeof Reflect.get(found, 'height') === 'number';

/** Key of a photo's bytes. */
const photoKey = (id: string): string => `photo ${id}`;

/** Written by this class but read from disk: anything invalid counts as missing. */
function parsed(value: string | ArrayBuffer | undefined): KeptText | null {
  if (typeof value !== 'string') return null;
  try {
    const found: unknown = JSON.parse(value);
    if (typeof found !== 'object' || found === null) return null;
    const text: unknown = Reflect.get(found, 'text');
    const program: unknown = Reflect.get(found, 'program');
    if (typeof text !== 'string' || typeof program !== 'string') return null;
    const photos: unknown = Reflect.get(found, 'photos');
    const valid = Array.isArray(photos) ? photos.filter(isPhoto) : [];
    return { text, program, ...(valid.length === 0 ? {} : { photos: valid }) };
  } catch {
    return null;
  }
}

export class KeptTexts {
  readonly #connection: Connection;
  readonly #memory = new Map<string, KeptText | null>();
  /** Those not yet written to the database. */
  readonly #unkept = new Set<string>();
  /** The bytes of photos that this page has seen, by id. */
  readonly #photos = new Map<string, Blob>();
  readonly #listeners = new Set<(key: string) => void>();
  #channel: BroadcastChannel | null = null;
  /** The database that was last written. */
  #home: string | null = null;
  #trouble = '';

  /** @param open another database for tests */
  constructor(open?: () => Promise<LabDatabase>) {
    this.#connection = new Connection(open);
    this.#connection.whenLate(() => void this.#flush());
  }

  /** Calls back with a text's key when it was written here or in another tab. Returns a function that unsubscribes. */
  subscribe(listener: (key: string) => void): () => void {
    this.#listeners.add(listener);
    this.#hear();
    return () => this.#listeners.delete(listener);
  }

  /** What another tab wrote is read again. */
  #hear(): void {
    if (this.#channel !== null || !('indexedDB' in globalThis)) return;
    this.#channel = new BroadcastChannel('a2-texts');
    this.#channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (typeof data !== 'string' || this.#unkept.has(data)) return;
      this.#memory.delete(data);
      for (const listener of this.#listeners) listener(data);
    };
  }

  /** The JPEG file of a photo; null if it is gone. Never throws. */
  async photo(id: string): Promise<Blob | null> {
    const known = this.#photos.get(id);
    if (known !== undefined) return known;
    const value = await this.#with((database) => database.get('texts', photoKey(id)));
    if (value === undefined || typeof value === 'string') return null;
    const jpeg = new Blob([value], { type: 'image/jpeg' });
    this.#photos.set(id, jpeg);
    return jpeg;
  }

  /** Has a photo's bytes for the texts that name it: they are stored with the first. */
  addPhoto(id: string, jpeg: Blob): void {
    this.#photos.set(id, jpeg);
  }

  /** Deletes photos that no text names any more, except those of this page, which an undo may bring back. */
  async sweepPhotos(): Promise<void> {
    await this.#with(async (database) => {
      const keys = (await database.getAllKeys('texts')).filter((key) => key.startsWith('photo '));
      if (keys.length === 0) return;
      const all = await database.getAll('texts');
      const named = new Set(
        all.flatMap((value) => parsed(value)?.photos ?? []).map(({ id }) => photoKey(id)),
      );
      for (const key of keys) {
        const mine = this.#photos.has(key.slice('photo '.length));
        if (!named.has(key) && !mine) await database.delete('texts', key);
      }
    });
  }

  /** Why texts are lost when the page closes; '' while the database works. */
  get problem(): string {
    return this.#trouble;
  }

  /** Never throws: without a database, returns what was written since the page was opened. */
  async read(key: string): Promise<KeptText | null> {
    this.#hear();
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
    for (const listener of this.#listeners) listener(key);
    await this.#flush();
    this.#hear();
    if (!this.#unkept.has(key)) this.#channel?.postMessage(key);
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
        else {
          await this.#keepPhotos(database, kept);
          await database.put('texts', JSON.stringify(kept), key);
        }
        // What was written meanwhile is written again.
        if ((this.#memory.get(key) ?? null) === kept) this.#unkept.delete(key);
      }
    });
  }

  /** Before the text that names them, so that no stored text lacks a photo. */
  async #keepPhotos(database: LabDatabase, { photos = [] }: KeptText): Promise<void> {
    for (const { id } of photos) {
      const blob = this.#photos.get(id);
      if (blob === undefined || (await database.getKey('texts', photoKey(id))) !== undefined)
        continue;
      // Bytes: WebKit stores no Blob where the session is private.
      await database.put('texts', await blob.arrayBuffer(), photoKey(id));
    }
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

/** The page's own: what one part writes, another reads. */
export const keptTexts = new KeptTexts();
