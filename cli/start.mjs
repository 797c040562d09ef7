/**
 * `npm start`: everything from a fresh clone to a served lab. Each step is skipped when its result
 * is there already, so a second start takes seconds.
 */
import { programOptions } from '../data/options.mjs';
import { ensureInstalled } from './install.mjs';
import { defaultPort, portOf } from './port.mjs';
import { serveForever, serverHelp, serverOptions } from './serve.mjs';

const command = 'node cli/start.mjs';
const { values } = programOptions(
  command,
  { ...serverOptions, datasets: 'string' },
  `${command} [--port ${defaultPort}] [--host localhost] [--datasets FOLDER]

Installs, fetches the datasets, builds and serves the lab, each where that is not done yet.
${serverHelp}
--datasets    a folder that holds the published files (else A2_DATASETS names it)`,
);
// Before anything else is done: what is no port is said at once.
portOf(values.port);

ensureInstalled();
// Imported only now: they need the packages that the line above installs.
const { prepare, withDatasets } = await import('../data/prepare.mjs');
const { buildIfStale } = await import('./build/stale.mjs');

await prepare({ env: withDatasets(values.datasets) });
try {
  await buildIfStale();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
await serveForever(command, values);
