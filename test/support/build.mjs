/**
 * Builds all that the tests look at, once, before they begin: the page, the command line and the package. Tests
 * that run side by side then find everything current, and build nothing under each other's feet.
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
