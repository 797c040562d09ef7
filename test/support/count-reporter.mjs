/** Writes how many browser tests passed, failed and were skipped to the file named by A2_COUNTS. */
import { writeFileSync } from 'node:fs';

/** @returns {import('@web/test-runner').Reporter} */
export function countReporter() {
  return {
    onTestRunFinished({ sessions }) {
      const file = process.env['A2_COUNTS'];
      if (file === undefined) return;
      const counts = { passed: 0, failed: 0, skipped: 0 };
      /** @type {string[]} */
      const skipped = [];
      for (const session of sessions) {
        // A file that could not run at all is one failure; its tests were never counted.
        if (session.errors.length > 0) counts.failed += 1;
        if (session.testResults !== undefined) count(session.testResults, counts, skipped);
        if (!session.passed && session.errors.length === 0 && session.testResults === undefined)
          counts.failed += 1;
      }
      writeFileSync(file, JSON.stringify({ ...counts, skippedTests: skipped }));
    },
  };
}

/**
 * @param {import('@web/test-runner').TestSuiteResult} suite
 * @param {{ passed: number, failed: number, skipped: number }} counts
 * @param {string[]} skipped
 */
function count(suite, counts, skipped) {
  for (const test of suite.tests) {
    if (test.skipped) {
      counts.skipped += 1;
      skipped.push(test.name);
    } else if (test.passed) counts.passed += 1;
    else counts.failed += 1;
  }
  for (const inner of suite.suites) count(inner, counts, skipped);
}
