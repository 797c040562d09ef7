/** The worker thread that trains: ./spawn.ts starts it, workers/trial does the work. */
import { openAsBlob } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { expose, type Endpoint } from 'comlink';
import { LabError } from '../../src/base/errors.ts';
import { parseTable } from '../../src/data/tables/parse.ts';
import { TrialWorker, type ReadTable } from '../../workers/trial/worker-api.ts';
import { fileFetch } from './file-fetch.ts';
import type { TrialThreadData } from './spawn.ts';

if (parentPort === null) throw new Error('trial.worker is started by the pool, not by hand');

// A thread that is started without workerData has no table.
const tableFile = (workerData as TrialThreadData | null | undefined)?.table ?? null;

/** The file of --table, read as the document says. */
const readTable: ReadTable = async ({ sha256, title, csv }) => {
  if (tableFile === null) return null;
  const own = await parseTable(await openAsBlob(tableFile), { title: tableFile, csv });
  if (own.info.sha256 === sha256) return own;
  throw new LabError(
    'table-format',
    `--table: wanted ${title} with the sha256 ${sha256}, and ${tableFile} has ${own.info.sha256}.`,
  );
};

// Node's ports are event targets as Comlink expects, whatever their types say. No heartbeat
// is needed: Node reports when a thread has ended.
expose(new TrialWorker({ fetch: fileFetch, readTable }), parentPort as unknown as Endpoint);

// The pool still waits for an answer to the unreadable message; an exception ends the wait.
parentPort.on('messageerror', () => {
  throw new Error('a message could not be read, perhaps for want of memory');
});
