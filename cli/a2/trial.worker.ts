/** The worker thread that trains: ./spawn.ts starts it, workers/trial does its work. */
import { parentPort } from 'node:worker_threads';
import { expose, type Endpoint } from 'comlink';
import { TrialWorker } from '../../workers/trial/worker-api.ts';
import { fileFetch } from './file-fetch.ts';

if (parentPort === null) throw new Error('trial.worker is started by the pool, not by hand');

// The ports of Node are event targets as Comlink wants them, whatever their types say. No sign of
// life is needed: Node tells when a thread has ended.
expose(new TrialWorker({ fetch: fileFetch }), parentPort as unknown as Endpoint);

// The pool waits for the answer to a message that could not be read; an exception tells it.
parentPort.on('messageerror', () => {
  throw new Error('a message could not be read, perhaps for want of memory');
});
