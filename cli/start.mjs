/**
 * `npm start`: everything from a fresh clone to a served lab. Each step is skipped when its result
 * is there already, so a second start takes seconds.
 */
import { programOptions } from '../data/options.mjs';
import { ensureInstalled } from './install.mjs';
import { defaultPort, portOf, servingProblem } from './port.mjs';

const command = 'node cli/start.mjs';
const { values } = programOptions(
  command,
  { port: 'string', host: 'string', datasets: 'string' },
  `${command} [--port ${defaultPort}] [--host localhost] [--datasets FOLDER]

Installs, fetches the datasets, builds and serves the lab, each where that is not done yet.
--port        0 takes one that is free
--host        0.0.0.0 serves other machines too
--datasets    a folder that holds the published files (else A2_DATASETS names it)`,
);
const port = portOf(values.port);

ensureInstalled();
// Imported only now: they need the packages that the line above installs.
const { prepare, withDatasets } = await import('../data/prepare.mjs');
const { buildIfStale } = await import('./build/stale.mjs');
const { serve } = await import('./serve.mjs');

await prepare({ env: withDatasets(values.datasets) });
try {
  await buildIfStale();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
try {
  const { url } = await serve({ port, host: values.host ?? 'localhost' });
  console.log(`\na2-lab is at ${url} (Ctrl-C ends it)`);
} catch (error) {
  console.error(servingProblem(error, port, command));
  process.exit(1);
}
