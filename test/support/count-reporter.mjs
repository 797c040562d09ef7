/**
 * Writes how many browser tests passed, failed and were skipped in each file to the file named by
 * A2_COUNTS, with the names of those that did not pass.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { countsOf } from './counts.mjs';

/** @returns {import('@web/test-runner').Reporter} */
export function countReporter() {
  return {
    onTestRunFinished({ sessions }) {
      const target = process.env['A2_COUNTS'];
      if (target === undefined) return;
      /** @type {import('./counts.mjs').FileCounts} */
      const files = {};
      for (const session of sessions) {
        const file = path.relative(process.cwd(), session.testFile);
        const counts = countsOf(files, file);
        // A file that could not run at all is one failure; its tests were never counted.
        const broken = session.errors[0]?.message ?? 'ended without a result';
        if (session.errors.length > 0 || (!session.passed && session.testResults === undefined)) {
          counts.failed += 1;
          counts.failedTests.push({ name: file, reason: firstLine(broken) });
        }
        if (session.testResults !== undefined) count(session.testResults, counts, `${file}:`);
      }
      writeFileSync(target, JSON.stringify(files));
    },
  };
}

/**
 * @param {import('@web/test-runner').TestSuiteResult} suite
 * @param {import('./counts.mjs').Counts} counts
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
      counts.failedTests.push({ name, reason: firstLine(test.error?.message ?? 'failed') });
    }
  }
  for (const inner of suite.suites) count(inner, counts, within);
}

const firstLine = (/** @type {string} */ text) => text.split('\n', 1)[0] ?? '';
