/** Mocha's spec reporter, which also writes the counts of each file to the file named by A2_COUNTS. */
const { writeFileSync } = require('node:fs');
const path = require('node:path');
const { reporters, Runner } = require('mocha');

module.exports = class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    /** As FileCounts in counts.mjs. */
    const files = {};
    const countsOf = ({ file }) =>
      (files[path.relative(process.cwd(), file ?? '').replaceAll(path.sep, '/')] ??= {
        passed: 0,
        failed: 0,
        skipped: 0,
        skippedTests: [],
        failedTests: [],
        times: [],
      });
    const { EVENT_TEST_PASS, EVENT_TEST_PENDING, EVENT_TEST_FAIL, EVENT_RUN_END } =
      Runner.constants;
    runner.on(EVENT_TEST_PASS, (test) => {
      const counts = countsOf(test);
      counts.passed += 1;
      counts.times.push({ name: test.fullTitle(), milliseconds: test.duration ?? 0 });
    });
    runner.on(EVENT_TEST_PENDING, (test) => {
      const counts = countsOf(test);
      counts.skipped += 1;
      counts.skippedTests.push(test.fullTitle());
    });
    runner.on(EVENT_TEST_FAIL, (test, error) => {
      const counts = countsOf(test);
      const reason = String(error?.message ?? error).split('\n', 1)[0];
      counts.failed += 1;
      counts.failedTests.push({ name: test.fullTitle(), reason });
    });
    runner.once(EVENT_RUN_END, () => {
      const target = process.env.A2_COUNTS;
      if (target !== undefined) writeFileSync(target, JSON.stringify(files));
    });
  }
};
