/** What a run of the tests says at its end. */
import { failedFiles, failedTests, times } from './counts.mjs';

/**
 * A stage that has run.
 * @typedef {object} Outcome
 * @property {import('./suites.mjs').Stage} stage
 * @property {boolean} passed
 * @property {number} milliseconds
 * @property {import('./counts.mjs').FileCounts} files nothing for a check
 */

/** @param {string} title @param {{ name: string, reason: string }} test */
export const told = (title, { name, reason }) => `${title}: ${name}: ${reason}`;

/** @param {readonly Outcome[]} outcomes */
export function totalsOf(outcomes) {
  const totals = { passed: 0, failed: 0, skipped: 0 };
  /** @type {Record<'skippedTests' | 'failed' | 'failedStages', string[]>} */
  const { skippedTests, failed, failedStages } = { skippedTests: [], failed: [], failedStages: [] };
  for (const { stage, passed, files } of outcomes) {
    for (const counts of Object.values(files)) {
      totals.passed += counts.passed;
      totals.failed += counts.failed;
      totals.skipped += counts.skipped;
      skippedTests.push(...counts.skippedTests);
    }
    failed.push(...failedTests(files).map((test) => told(stage.title, test)));
    const hasFailed = failedFiles(files).length > 0;
    // A suite that ends badly without a failed test (it crashed, say) is a failure all the same.
    if (!passed && !hasFailed) totals.failed += 1;
    else if (passed && stage.kind === 'check') totals.passed += 1;
    if (!passed || hasFailed) failedStages.push(stage.title);
  }
  return { totals, skippedTests, failed, failedStages };
}

const listed = 20;

/** Where the time went: the stages in the order in which they ended, and the slowest tests. @param {readonly Outcome[]} outcomes */
export function timeSpent(outcomes) {
  const stages = outcomes.map(({ stage, milliseconds }) => row(milliseconds, stage.title));
  const slowest = outcomes
    .flatMap(({ stage, files }) =>
      times(files).map(({ name, milliseconds }) => ({
        milliseconds,
        name: `${stage.title}: ${name}`,
      })),
    )
    .toSorted((a, b) => b.milliseconds - a.milliseconds)
    .slice(0, listed)
    .map(({ milliseconds, name }) => row(milliseconds, name));
  return { stages, slowest };
}

/** @param {number} milliseconds @param {string} name */
const row = (milliseconds, name) => `${(milliseconds / 1000).toFixed(1).padStart(7)} s  ${name}`;
