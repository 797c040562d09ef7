/**
 * `npm start`: goes from a fresh clone to a served lab. Each step is skipped when its result
 * exists already, so a second start takes seconds.
 */
import { untilInterrupted } from '../data/interruption.mjs';
import { programOptions } from '../data/options.mjs';
import { ensureInstalled } from './install.mjs';
import { defaultPort, portOf } from './port.mjs';
import { serveForever, serverHelp, serverOptions } from './serve.mjs';

const command = 'node cli/start.mjs';
const { values } = programOptions(
  command,
  { ...serverOptions, datasets: 'string' },
  `${command} [--port ${defaultPort}] [--host localhost] [--datasets FOLDER]

Installs the packages, fetches the datasets, builds the lab where needed, and serves it.
${serverHelp}
--datasets    folder with the published files (default: A2_DATASETS)`,
);
// Checked before anything else, so that an invalid port fails at once.
portOf(values.port);

ensureInstalled();
// Imported only now, because they need the packages that the line above installs.
const { prepare, withDatasets } = await import('../data/prepare.mjs');
const { buildIfStale } = await import('./build/stale.mjs');

await untilInterrupted((signal) => prepare({ env: withDatasets(values.datasets), signal }));
try {
  await buildIfStale();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
await serveForever(command, values);
