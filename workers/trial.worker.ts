/** The worker that trains: src/pool spawns it, workers/trial does its work. */
import { expose } from 'comlink';
import { holdLife } from './trial/life.ts';
import { TrialWorker, type ReadTable } from './trial/worker-api.ts';

/** The database is fetched where a table is asked for, and only there. */
const readTable: ReadTable = async (table) => {
  const { openInTime } = await import('../src/store/open.ts');
  const { readTable: read } = await import('../src/store/tables.ts');
  const database = await openInTime();
  try {
    return await read(database, table);
  } finally {
    database.close();
  }
};

expose(new TrialWorker({ alive: holdLife(name), readTable }));

// The page waits for the answer to a message that could not be read; an exception tells it.
addEventListener('messageerror', () => {
  throw new Error('a message from the page could not be read, perhaps for want of memory');
});
