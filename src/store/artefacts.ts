/** The port of artefacts over the database. */
import { LabError, throwIfAborted } from '../base/errors.ts';
import type { Artefacts, Bytes, Lease } from '../lab/ports/artefacts.ts';
import { sameBytes } from '../lab/runs/file-artefacts.ts';
import type { WebClaims } from './claims.ts';
import { beginningWith, type Database } from './database.ts';
import { artefactTables, nextMark, putIfAbsent, remove } from './marks.ts';

export class DatabaseArtefacts implements Artefacts {
  readonly #database: Database;
  readonly #claims: WebClaims;
  readonly #write: (bytes: number, work: () => Promise<void>) => Promise<void>;

  /** @param write does `work`, which adds so many bytes, again after it has made room on a full disk */
  constructor(
    database: Database,
    claims: WebClaims,
    write: (bytes: number, work: () => Promise<void>) => Promise<void> = (_, work) => work(),
  ) {
    this.#database = database;
    this.#claims = claims;
    this.#write = write;
  }

  async get(name: string, signal?: AbortSignal): Promise<Bytes | null> {
    throwIfAborted(signal);
    const value = await this.#during(`${name} could not be read`, () =>
      this.#database.transaction(['artefacts'], 'readonly', (tx) => tx.get('artefacts', name)),
    );
    throwIfAborted(signal);
    return value instanceof Uint8Array ? (value as Bytes) : null;
  }

  async putIfAbsent(name: string, content: Bytes, signal?: AbortSignal): Promise<boolean> {
    throwIfAborted(signal);
    let absent = false;
    await this.#during(`${name} could not be kept`, () =>
      this.#write(content.byteLength, async () => {
        absent = await this.#database.transaction(artefactTables, 'readwrite', (tx) =>
          putIfAbsent(tx, name, content),
        );
      }),
    );
    return absent;
  }

  async list(prefix: string, signal?: AbortSignal): Promise<readonly string[]> {
    throwIfAborted(signal);
    const names = await this.#during('The kept files could not be listed', () =>
      this.#database.transaction(['marks'], 'readonly', (tx) =>
        tx.keys('marks', beginningWith(prefix)),
      ),
    );
    throwIfAborted(signal);
    return names.map(String);
  }

  async remove(name: string): Promise<void> {
    await this.#during(`${name} could not be removed`, () =>
      this.#database.transaction(['artefacts', 'marks'], 'readwrite', (tx) => remove(tx, name)),
    );
  }

  async setAside(name: string, content: Bytes): Promise<string | null> {
    return this.#during(`${name} could not be set aside`, () =>
      this.#database.transaction(artefactTables, 'readwrite', async (tx) => {
        const now = await tx.get('artefacts', name);
        if (!(now instanceof Uint8Array) || !sameBytes(now, content)) return null;
        const { order } = await nextMark(tx, 0);
        const aside = `aside/${order}/${name}`;
        await putIfAbsent(tx, aside, content);
        await remove(tx, name);
        return `“${aside}” in this browser’s database`;
      }),
    );
  }

  async lease(name: string, signal?: AbortSignal): Promise<Lease | null> {
    throwIfAborted(signal);
    if (!(await this.#claims.take(name))) return null;
    return {
      release: () => {
        this.#claims.release(name);
        return Promise.resolve();
      },
    };
  }

  async #during<T>(what: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof LabError) throw error;
      const why = error instanceof Error ? error.message || error.name : String(error);
      throw new LabError('store', `${what}: ${why}`, { cause: error });
    }
  }
}
