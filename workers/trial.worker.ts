/** The worker that trains: started by src/pool, implemented in workers/trial. */
import { expose } from 'comlink';
import { holdLife } from './trial/life.ts';
import { TrialWorker, type ReadTable } from './trial/worker-api.ts';

/** Loads the database code only when a table is requested. */
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

// The page awaits an answer to the unreadable message; an exception ends the wait.
addEventListener('messageerror', () => {
  throw new Error('a message from the page could not be read, perhaps for want of memory');
});
