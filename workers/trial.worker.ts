/** The worker that trains: src/pool spawns it, workers/trial does its work. */
import { expose } from 'comlink';
import { holdLife } from './trial/life.ts';
import { TrialWorker } from './trial/worker-api.ts';

expose(new TrialWorker({ alive: holdLife(name) }));

// The page waits for the answer to a message that could not be read; an exception tells it.
addEventListener('messageerror', () => {
  throw new Error('a message from the page could not be read, perhaps for want of memory');
});
