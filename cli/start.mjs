/**
 * `npm start`: everything from a fresh clone to a served lab. Each step is skipped when its result
 * is there already, so a second start takes seconds.
 */
import { parseArgs } from 'node:util';
import { ensureInstalled } from './install.mjs';

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    host: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
});
if (values.help === true) {
  console.log('npm start -- [--port 4433] [--host localhost]');
  process.exit(0);
}
const port = Number(values.port ?? 4433);
if (!Number.isInteger(port) || port < 0 || port > 65535) {
  console.error(`--port: expected a whole number from 0 to 65535, got ${values.port}`);
  process.exit(1);
}

ensureInstalled();
// Imported only now: they need the packages that the line above installs.
const { prepare } = await import('../data/prepare.mjs');
const { buildIfStale } = await import('./build/stale.mjs');
const { serve, servingProblem } = await import('./serve.mjs');

await prepare();
await buildIfStale();
try {
  const { url } = await serve({ port, host: values.host ?? 'localhost' });
  console.log(`\na2-lab is at ${url} (Ctrl-C ends it)`);
} catch (error) {
  console.error(servingProblem(error, port));
  process.exit(1);
}
