/**
 * Writes how many browser tests passed, failed and were skipped to the file named by A2_COUNTS, with
 * the names of those that did not pass.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {{ passed: number, failed: number, skipped: number, skippedTests: string[],
 *   failedTests: string[] }} Counts
 */

/** @returns {import('@web/test-runner').Reporter} */
export function countReporter() {
  return {
    onTestRunFinished({ sessions }) {
      const target = process.env['A2_COUNTS'];
      if (target === undefined) return;
      /** @type {Counts} */
      const counts = { passed: 0, failed: 0, skipped: 0, skippedTests: [], failedTests: [] };
      for (const session of sessions) {
        const file = path.relative(process.cwd(), session.testFile);
        // A file that could not run at all is one failure; its tests were never counted.
        const broken = session.errors[0]?.message ?? 'ended without a result';
        if (session.errors.length > 0 || (!session.passed && session.testResults === undefined)) {
          counts.failed += 1;
          counts.failedTests.push(`${file}: ${firstLine(broken)}`);
        }
        if (session.testResults !== undefined) count(session.testResults, counts, `${file}:`);
      }
      writeFileSync(target, JSON.stringify(counts));
    },
  };
}

/**
 * @param {import('@web/test-runner').TestSuiteResult} suite
 * @param {Counts} counts
 * @param {string} before the file and the suites that the test stands in
 */
function count(suite, counts, before) {
  const within = suite.name === '' ? before : `${before} ${suite.name}`;
  for (const test of suite.tests) {
    const name = `${within} ${test.name}`;
    if (test.skipped) {
      counts.skipped += 1;
      counts.skippedTests.push(name);
    } else if (test.passed) counts.passed += 1;
    else {
      counts.failed += 1;
      counts.failedTests.push(`${name}: ${firstLine(test.error?.message ?? 'failed')}`);
    }
  }
  for (const inner of suite.suites) count(inner, counts, within);
}

const firstLine = (/** @type {string} */ text) => text.split('\n', 1)[0];
