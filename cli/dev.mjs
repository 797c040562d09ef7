/**
 * `npm run dev`: the lab from its sources, which the page shows anew after every change. It keeps to itself: a port,
 * and so a browser's store, of its own, and nothing that is kept offline.
 */
import { programOptions } from '../data/options.mjs';
import { ensureInstalled } from './install.mjs';
import { portOf, servingProblem } from './port.mjs';
import { serverHelp, serverOptions } from './serve.mjs';

const command = 'node cli/dev.mjs';
const usualPort = 4434;
const { values } = programOptions(
  command,
  { ...serverOptions, datasets: 'string' },
  `${command} [--port ${usualPort}] [--host localhost] [--datasets FOLDER]

Serves the lab from its sources, and has its pages reload when one of them changes: of the page, the workers,
the kernels, the catalog and public/. What does not compile is said here and on the page.
${serverHelp}
--datasets    a folder that holds the published files (else A2_DATASETS names it)`,
);
const port = portOf(values.port, usualPort);

ensureInstalled('all');
// Imported only now: they need the packages that the line above installs.
const { prepare, withDatasets } = await import('../data/prepare.mjs');
const { develop } = await import('./dev/server.mjs');

await prepare({ env: withDatasets(values.datasets) });
const host = values.host ?? 'localhost';
const allowed = (values['allow-host'] ?? '').split(',').filter((name) => name !== '');
try {
  const { url, close } = await develop({ port, host, allowed });
  console.log(`a2-lab is at ${url} and follows its sources (Ctrl-C ends it)`);
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
    process.once(signal, () => {
      void close().finally(() => process.exit());
    });
} catch (error) {
  console.error(servingProblem(error, port, command));
  process.exit(1);
}
