/** Points of one's own in the live network: put, kept as a table of this browser, learnt from. */
import { isAbort, toLabError } from '../../../base/errors.ts';
import type { TableSettings } from '../../../document/table.ts';
import { pointsFile, wantedText, type OwnPoint } from '../../../lab/live/own-points.ts';
import type { Dataset } from '../../../protocol/dataset.ts';
import type { OwnTables } from './own-tables.ts';
import type { PointsOffer } from './points-element.ts';

interface Host {
  readonly update: () => void;
  /** Goes on with this table. */
  readonly learn: (table: TableSettings) => void;
  /** Stops until there is enough to learn from. */
  readonly pause: () => void;
}

export interface Editing {
  readonly given: readonly OwnPoint[];
  readonly offer: PointsOffer | null;
}

export class OwnMode {
  /** While points are put. */
  editing: Editing | null = null;
  /** What is wanted before the network can learn; '' if it can. */
  wanted = '';
  /** What went wrong; '' if nothing. */
  trouble = '';
  readonly #host: Host;
  #tables: Promise<OwnTables> | null = null;
  #work = new AbortController();
  /** Points to keep next: the latest only. */
  #next: readonly OwnPoint[] | null = null;
  #keeping = false;

  constructor(host: Host) {
    this.#host = host;
  }

  /** @param table the present one; null for another dataset, which is left for the points put last */
  async edit(table: TableSettings | null, offer: PointsOffer | null): Promise<void> {
    const { signal } = this.#work;
    await this.#attempt(signal, async () => {
      const [tables] = await Promise.all([this.#loaded(), import('./points-element.ts')]);
      const given = table === null ? await tables.latest() : await tables.points(table);
      if (signal.aborted) return;
      this.editing = { given: given ?? [], offer };
      if (table === null || given === null) this.put(this.editing.given);
      else this.#host.update();
    });
  }

  put(points: readonly OwnPoint[]): void {
    this.wanted = wantedText(points);
    this.#next = this.wanted === '' ? points : null;
    if (this.wanted !== '') this.#host.pause();
    this.#host.update();
    if (!this.#keeping) void this.#keep();
  }

  done(): void {
    this.editing = null;
    this.#host.update();
  }

  /** Something else is learnt from. */
  leave(): void {
    this.#work.abort();
    this.#work = new AbortController();
    this.#next = null;
    this.editing = null;
    this.wanted = '';
    this.trouble = '';
  }

  /** The table's rows. Throws LabError as OwnTables.dataset does. */
  async dataset(table: TableSettings, signal: AbortSignal): Promise<Dataset> {
    return (await this.#loaded()).dataset(table, signal);
  }

  /** The link or the program of the points was taken. */
  taken(): void {
    void this.#tables?.then(
      (tables) => tables.taken(),
      () => undefined,
    );
  }

  async save(table: TableSettings): Promise<void> {
    const { signal } = this.#work;
    this.taken();
    await this.#attempt(signal, async () => {
      const [tables, { saveFile }] = await Promise.all([
        this.#loaded(),
        import('../save-menu/save-file.ts'),
      ]);
      const text = await tables.file(table);
      if (!signal.aborted) saveFile(pointsFile, text, 'text/csv');
    });
  }

  /** The rows as the exported program reads them. */
  async saveRows(table: TableSettings): Promise<void> {
    const { signal } = this.#work;
    this.taken();
    await this.#attempt(signal, async () => {
      const [{ npzFile }, { tableFileName }, { saveFile }] = await Promise.all([
        import('../../../formats/npz.ts'),
        import('../../../formats/pytorch/data-parts.ts'),
        import('../save-menu/save-file.ts'),
      ]);
      const whole = await this.dataset({ ...table, missing: 'mean' }, signal);
      const file = await npzFile(whole);
      if (!signal.aborted) saveFile(tableFileName(table), file, 'application/octet-stream');
    });
  }

  #loaded(): Promise<OwnTables> {
    this.#tables ??= import('./own-tables.ts').then(
      ({ OwnTables }) => new OwnTables(),
      (error: unknown) => {
        // Fetched again when it is asked for again.
        this.#tables = null;
        throw error;
      },
    );
    return this.#tables;
  }

  async #keep(): Promise<void> {
    this.#keeping = true;
    for (let points = this.#next; points !== null; points = this.#next) {
      this.#next = null;
      const { signal } = this.#work;
      await this.#attempt(signal, async () => {
        const { table, unkept } = await (await this.#loaded()).keep(points, signal);
        // Later points are kept next.
        if (this.#next !== null || this.wanted !== '') return;
        this.#host.learn(table);
        if (unkept !== '')
          this.trouble = `The points are lost when this page closes: the browser’s storage failed (${unkept}). Save them as a file.`;
      });
    }
    this.#keeping = false;
  }

  async #attempt(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    try {
      this.trouble = '';
      await work();
    } catch (error) {
      if (signal.aborted || isAbort(error)) return;
      this.trouble = toLabError(error).message;
    }
    this.#host.update();
  }
}
