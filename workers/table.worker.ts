/** The worker that reads users' tables; started by src/pool/table-desk.ts. */
import { expose } from 'comlink';
import { canonicalJson } from '../src/document/hash.ts';
import type { CsvSettings } from '../src/document/table.ts';
import { LabError, toErrorData } from '../src/base/errors.ts';
import type { TableApi } from '../src/protocol/table-api.ts';
import type { Callback, Outcome } from '../src/protocol/worker-api.ts';
import { openInTime, type LabDatabase } from '../src/store/open.ts';
import { keepTable, readTable } from '../src/store/tables.ts';
import { parseTable } from '../src/data/tables/parse.ts';
import { countRows } from '../src/data/tables/plan.ts';
import type { OwnTable } from '../src/protocol/table.ts';

/** The last table used, so that not every tick of a box reads it again. */
let held: OwnTable | null = null;

async function withDatabase<T>(use: (database: LabDatabase) => Promise<T>): Promise<T> {
  let database: LabDatabase | null = null;
  try {
    database = await openInTime();
    return await use(database);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new LabError('table-store', `The browser's storage failed: ${why}`, { cause: error });
  } finally {
    database?.close();
  }
}

async function outcome<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, error: toErrorData(error) };
  }
}

const api: TableApi = {
  importTable: (
    file,
    { title, csv },
    onProgress: Callback<number>,
    onFormat: Callback<CsvSettings>,
  ) =>
    outcome(async () => {
      let told = -Infinity;
      const table = await parseTable(file, {
        title,
        csv,
        onFormat: (format) => void onFormat(format),
        onProgress(loaded, total) {
          const now = performance.now();
          if (now - told < 50 && loaded < total) return;
          told = now;
          void onProgress(loaded);
        },
      });
      await withDatabase((database) => keepTable(database, table));
      held = table;
      return table.info;
    }),
  countRows: (reading, target, columns) =>
    outcome(async () => {
      const { sha256, csv } = reading;
      const wanted = canonicalJson(csv);
      if (held?.info.sha256 !== sha256 || canonicalJson(held.info.csv) !== wanted) {
        held = await withDatabase((database) => readTable(database, reading));
      }
      if (held === null) {
        throw new LabError('table-missing', `The table ${sha256.slice(0, 12)}… is not kept here.`);
      }
      return countRows(held, target, columns);
    }),
};

expose(api);
