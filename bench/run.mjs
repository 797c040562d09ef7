/** `npm run bench`: compares the lab with its peers, as ratios in one run on one machine. See README.md. */
import { ensureInstalled } from '../cli/install.mjs';

ensureInstalled('all');
// Imported only now: it needs the packages that the line above installs.
const { bench } = await import('./bench.mjs');
process.exitCode = await bench(process.argv.slice(2));
