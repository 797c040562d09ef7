/**
 * Writes how many browser tests passed, failed and were skipped in each file to the file named by
 * A2_COUNTS, with the names of those that did not pass.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { countsOf } from './counts.mjs';
import { isShared } from './test-files.mjs';

/** @returns {import('@web/test-runner').Reporter} */
export function countReporter() {
  return {
    onTestRunFinished({ sessions }) {
      const target = process.env['A2_COUNTS'];
      if (target === undefined) return;
      /** @type {import('./counts.mjs').FileCounts} */
      const files = {};
      for (const session of sessions) {
        const file = path.relative(process.cwd(), session.testFile).split(path.sep).join('/');
        // A file that could not run at all counts as one failure.
        const broken = session.errors[0]?.message ?? 'ended without a result';
        if (session.errors.length > 0 || (!session.passed && session.testResults === undefined)) {
          failed(countsOf(files, file), file, broken);
        }
        if (session.testResults === undefined) continue;
        const { name, suites, tests } = session.testResults;
        // The suites of a shared page are named after their files.
        const ofFiles = isShared(file) ? suites : [];
        for (const suite of ofFiles) {
          count({ ...suite, name: '' }, countsOf(files, suite.name), `${suite.name}:`);
        }
        const rest = ofFiles.length > 0 ? [] : suites;
        if (tests.length + rest.length > 0)
          count({ name, suites: rest, tests }, countsOf(files, file), `${file}:`);
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
    } else if (test.passed) {
      counts.passed += 1;
      counts.times.push({ name, milliseconds: test.duration ?? 0 });
    } else failed(counts, name, test.error?.message ?? 'failed');
  }
  for (const inner of suite.suites) count(inner, counts, within);
}

/** @param {import('./counts.mjs').Counts} counts @param {string} name @param {string} message */
function failed(counts, name, message) {
  counts.failed += 1;
  const test = { name, reason: message.split('\n', 1)[0] ?? '', message };
  counts.failedTests.push(test);
}
