/**
 * fast-check with the tests' common seed. Mocha loads this first; in browsers the test bundles use it
 * instead of fast-check.
 */
import fc from 'fast-check';
import { settings } from './settings.mjs';

const drawn = { seed: settings.seed, numRuns: 100 * settings.draws };
fc.configureGlobal(drawn);
// Mocha loads tests with `require`, which gets fast-check's CommonJS build with separate settings.
const inNode = /** @type {{ process?: Partial<NodeJS.Process> }} */ (globalThis).process;
const { createRequire } = inNode?.getBuiltinModule?.('node:module') ?? {};
createRequire?.(import.meta.url)('fast-check').configureGlobal(drawn);

export * from 'fast-check';
export default fc;
