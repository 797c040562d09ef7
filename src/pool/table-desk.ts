/** Reads users' tables in a separate worker, so that the page stays responsive. */
import { proxy, releaseProxy, wrap, type Remote } from 'comlink';
import type { CsvSettings } from '../document/table.ts';
import { fromErrorData, LabError, throwIfAborted, toLabError } from '../base/errors.ts';
import type { ImportRequest, RowCounts, TableApi } from '../protocol/table-api.ts';
import type { Outcome } from '../protocol/worker-api.ts';
import type { TableInfo, TableReading } from '../protocol/table.ts';

interface Opened {
  readonly worker: Worker;
  readonly api: Remote<TableApi>;
}

export interface ImportOptions {
  readonly signal?: AbortSignal;
  /** Bytes read so far. */
  readonly onProgress?: (loaded: number) => void;
  /** The guessed format: known before the file is read, even if reading then fails. */
  readonly onFormat?: (csv: CsvSettings) => void;
}

export class TableDesk {
  #opened: Opened | null = null;

  /**
   * Reads a file into the database. Throws LabError `table-format` with file, line and what was
   * wanted, `table-store`, `aborted` or `worker-crashed`; then nothing is kept.
   */
  importTable(
    file: Blob,
    request: ImportRequest,
    { signal, onProgress, onFormat }: ImportOptions = {},
  ): Promise<TableInfo> {
    const tell = proxy((loaded: number) => {
      if (signal?.aborted !== true) onProgress?.(loaded);
    });
    const tellFormat = proxy((csv: CsvSettings) => {
      if (signal?.aborted !== true) onFormat?.(csv);
    });
    return this.#call((api) => api.importTable(file, request, tell, tellFormat), signal);
  }

  /** Counts rows with a target, and those without missing values. Throws LabError as importTable does. */
  countRows(
    reading: TableReading,
    target: string,
    columns: readonly string[],
    signal?: AbortSignal,
  ): Promise<RowCounts> {
    return this.#call((api) => api.countRows(reading, target, [...columns]), signal);
  }

  /** Ends the worker and its pending calls. */
  close(): void {
    const hired = this.#opened;
    this.#opened = null;
    hired?.worker.terminate();
    hired?.api[releaseProxy]();
  }

  /** A call that always ends: an abort terminates the worker, which cannot be stopped otherwise. */
  async #call<T>(
    invoke: (api: Remote<TableApi>) => Promise<Outcome<T>>,
    signal: AbortSignal | undefined,
  ): Promise<T> {
    throwIfAborted(signal);
    const { worker, api } = (this.#opened ??= openWorker());
    const ended = new AbortController();
    try {
      const outcome = await new Promise<Outcome<T>>((resolve, reject) => {
        const until = { signal: ended.signal };
        const fail = (error: LabError) => {
          this.close();
          reject(error);
        };
        signal?.addEventListener('abort', () => fail(new LabError('aborted', 'cancelled')), until);
        for (const type of ['error', 'messageerror']) {
          worker.addEventListener(
            type,
            (event) => {
              event.preventDefault();
              const said = event instanceof ErrorEvent ? event.message : '';
              const why = said === '' ? 'its script could not be loaded' : said;
              fail(new LabError('worker-crashed', `The table reader stopped: ${why}`));
            },
            until,
          );
        }
        void (async () => invoke(api))().then(resolve, (error: unknown) =>
          reject(toLabError(error)),
        );
      });
      if (!outcome.ok) throw fromErrorData(outcome.error);
      return outcome.value;
    } finally {
      ended.abort();
    }
  }
}

function openWorker(): Opened {
  const worker = new Worker(new URL('../../workers/table.worker.ts', import.meta.url), {
    type: 'module',
    name: 'tables',
  });
  return { worker, api: wrap<TableApi>(worker) };
}
