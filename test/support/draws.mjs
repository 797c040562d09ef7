/**
 * fast-check with the seed of all tests. Mocha loads this first; in browsers the bundles of the tests have it
 * in the place of fast-check.
 */
import fc from 'fast-check';
import { settings } from './settings.mjs';

const drawn = { seed: settings.seed, numRuns: 100 * settings.draws };
fc.configureGlobal(drawn);
// Mocha loads tests by `require`, which gives them fast-check's other build with settings of its own.
const inNode = /** @type {{ process?: Partial<NodeJS.Process> }} */ (globalThis).process;
const { createRequire } = inNode?.getBuiltinModule?.('node:module') ?? {};
createRequire?.(import.meta.url)('fast-check').configureGlobal(drawn);

export * from 'fast-check';
export default fc;
