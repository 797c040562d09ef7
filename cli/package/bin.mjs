#!/usr/bin/env node
/** The command line of the lab, from the npm package. */
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

// Not in the package's folder, which npm may replace at any time.
const caches = process.env['XDG_CACHE_HOME'] ?? path.join(os.homedir(), '.cache');
process.env['A2_CACHE'] ??= path.join(caches, 'a2-lab');

/** @type {{ main: (args: readonly string[], root: string) => Promise<number> }} */
const program = await import(new URL('../node/a2.mjs', import.meta.url).href);
const root = fileURLToPath(new URL('..', import.meta.url));
process.exitCode = await program.main(process.argv.slice(2), root);
