/**
 * `npm run dev`: serves the lab from its sources with live reload. It has its own port, and so its own browser storage,
 * and caches nothing for offline use.
 */
import { untilInterrupted } from '../data/interruption.mjs';
import { programOptions } from '../data/options.mjs';
import { ensureInstalled } from './install.mjs';
import { portOf, servingProblem } from './port.mjs';
import { serverHelp, serverOptions } from './serve.mjs';

const command = 'node cli/dev.mjs';
const defaultPort = 4434;
const { values } = programOptions(
  command,
  { ...serverOptions, datasets: 'string' },
  `${command} [--port ${defaultPort}] [--host localhost] [--datasets FOLDER]

Serves the lab from its sources, and reloads its pages when a source changes: of the page, the workers,
the kernels, the catalog or public/. Compile errors appear here and on the page.
${serverHelp}
--datasets    folder with the published files (default: A2_DATASETS)`,
);
const port = portOf(values.port, defaultPort);

ensureInstalled('all');
// Imported only now, because they need the packages that the line above installs.
const { prepare, withDatasets } = await import('../data/prepare.mjs');
const { develop } = await import('./dev/server.mjs');

await untilInterrupted((signal) => prepare({ env: withDatasets(values.datasets), signal }));
const host = values.host ?? 'localhost';
const allowed = (values['allow-host'] ?? '').split(',').filter((name) => name !== '');
try {
  const { url, close } = await develop({ port, host, allowed });
  console.log(`a2-lab is at ${url} and follows its sources (Ctrl-C to stop)`);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
    process.once(signal, () => {
      void close().finally(() => process.exit());
    });
} catch (error) {
  console.error(servingProblem(error, port, command));
  process.exit(1);
}
