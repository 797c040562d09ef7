#!/usr/bin/env node
/** The command `a2`: builds it when needed and starts it. The program itself is in cli/a2/. */
import { ensureInstalled, root } from './install.mjs';

ensureInstalled();
// Imported only now, because it needs the packages that the line above installs.
const { buildIfStale } = await import('./build/stale.mjs');
try {
  await buildIfStale(['cli']);
} catch (error) {
  const why = error instanceof Error ? error.message : String(error);
  console.error(`a2: dist-cli/ could not be built. ${why}`);
  process.exit(1);
}
/** @type {{ main: (args: readonly string[], root: string) => Promise<number> }} */
const program = await import(new URL('../dist-cli/a2.mjs', import.meta.url).href);
process.exitCode = await program.main(process.argv.slice(2), root);
