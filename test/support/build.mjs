/**
 * Builds everything that the tests use, once, before they start: the page, the command line and the package. Parallel
 * tests then find all builds up to date, and do not interfere by building.
 */
import { buildIfStale } from '../../cli/build/stale.mjs';
import { buildPackage } from '../../cli/package/build.mjs';

try {
  await buildIfStale();
  await buildPackage();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
