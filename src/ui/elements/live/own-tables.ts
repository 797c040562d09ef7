/** Tables of one's own for the live network: read from this browser, and points that are kept in it as such a table. */
import { sha256Of } from '../../../base/digest.ts';
import { LabError, throwIfAborted } from '../../../base/errors.ts';
import { tableDataset } from '../../../data/tables/dataset.ts';
import { parseTable } from '../../../data/tables/parse.ts';
import { countRows, tableSettings } from '../../../data/tables/plan.ts';
import type { TableSettings } from '../../../document/table.ts';
import {
  isPointsTable,
  pointColumns,
  pointsCsv,
  pointsFile,
  pointsFormat,
  pointsOf,
  type OwnPoint,
} from '../../../lab/live/own-points.ts';
import type { Dataset } from '../../../protocol/dataset.ts';
import type { OwnTable } from '../../../protocol/table.ts';
import { deleteTable, keepTable, listTables, readTable } from '../../../store/tables.ts';
import { withDatabase } from '../../../store/with-database.ts';

export interface KeptPoints {
  readonly table: TableSettings;
  /** Why they are not kept in this browser; '' if they are. */
  readonly unkept: string;
}

export class OwnTables {
  /** The table that was read or made last. */
  #held: OwnTable | null = null;
  /** Whether the held table is a version that nothing refers to yet, so that the next takes its place. */
  #replaceable = false;
  #unkept = '';

  /** Throws LabError `table-missing` if it is not in this browser, and `table-format`. */
  async dataset(table: TableSettings, signal: AbortSignal): Promise<Dataset> {
    const own = await this.#read(table);
    throwIfAborted(signal);
    return tableDataset(own, table, false);
  }

  /** The points of a table; null if it holds something else. Throws as `dataset`. */
  async points(table: TableSettings): Promise<readonly OwnPoint[] | null> {
    return pointsOf(await this.#read(table));
  }

  /** The file that a table was read from. Throws as `dataset`, and `table-format` if it was not written here. */
  async file(table: TableSettings): Promise<string> {
    const text = pointsCsv((await this.points(table)) ?? []);
    const found = await sha256Of(new TextEncoder().encode(text));
    if (found === table.sha256) return text;
    throw new LabError(
      'table-format',
      `Cannot save ${table.title}: it was read from a file of yours. Use that file.`,
    );
  }

  /** The points that were put here last, in this page or before; none if there are none. */
  async latest(): Promise<readonly OwnPoint[]> {
    const own = await withDatabase(
      async (database) => {
        const tables = await listTables(database);
        const info = tables.find((each) => each.title === pointsFile && isPointsTable(each));
        return info === undefined ? null : readTable(database, info);
      },
      // Without a database nothing was kept.
      () => undefined,
    );
    return own === null ? [] : (pointsOf(own) ?? []);
  }

  /** Keeps points in this browser as a table. They can be learnt from even where nothing can be kept. */
  async keep(points: readonly OwnPoint[], signal: AbortSignal): Promise<KeptPoints> {
    const file = new Blob([pointsCsv(points)], { type: 'text/csv' });
    const own = await parseTable(file, { title: pointsFile, csv: pointsFormat, signal });
    const table = tableSettings(
      own.info,
      {
        target: pointColumns.target,
        task: 'classification',
        columns: pointColumns.features,
        categories: [],
        missing: 'drop',
      },
      countRows(own, pointColumns.target, pointColumns.features),
    );
    throwIfAborted(signal);
    const before = this.#held;
    if (before?.info.sha256 === own.info.sha256) return { table, unkept: this.#unkept };
    this.#unkept = '';
    const replaced = this.#replaceable ? before : null;
    await withDatabase(
      async (database) => {
        // Of a version that nothing refers to, nothing is lost.
        const known = await readTable(database, own.info);
        this.#replaceable = known?.info.sha256 !== own.info.sha256;
        if (this.#replaceable) await keepTable(database, own);
        if (replaced !== null) await deleteTable(database, replaced.info);
      },
      (why) => (this.#unkept = why),
    );
    this.#held = own;
    return { table, unkept: this.#unkept };
  }

  /** Its link or program was taken: its points stay kept, whatever is put later. */
  taken(): void {
    this.#replaceable = false;
  }

  async #read(table: TableSettings): Promise<OwnTable> {
    if (this.#held?.info.sha256 === table.sha256) return this.#held;
    let failed = '';
    const own = await withDatabase(
      (database) => readTable(database, table),
      (why) => (failed = why),
    );
    if (own === null) {
      const why = failed === '' ? 'it is not kept here' : `the browser’s storage failed: ${failed}`;
      throw new LabError('table-missing', `Cannot show the table ${table.title}: ${why}.`);
    }
    this.#held = own;
    this.#replaceable = false;
    return own;
  }
}
