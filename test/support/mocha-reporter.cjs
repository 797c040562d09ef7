/** Mocha's spec reporter, which also writes the counts to the file named by A2_COUNTS. */
const { writeFileSync } = require('node:fs');
const { reporters, Runner } = require('mocha');

module.exports = class CountingReporter extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const skippedTests = [];
    const failedTests = [];
    runner.on(Runner.constants.EVENT_TEST_PENDING, (test) => skippedTests.push(test.fullTitle()));
    runner.on(Runner.constants.EVENT_TEST_FAIL, (test, error) => {
      const reason = String(error?.message ?? error).split('\n', 1)[0];
      failedTests.push(`${test.fullTitle()}: ${reason}`);
    });
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = this.stats;
      const file = process.env.A2_COUNTS;
      const counts = {
        passed: passes,
        failed: failures,
        skipped: pending,
        skippedTests,
        failedTests,
      };
      if (file !== undefined) writeFileSync(file, JSON.stringify(counts));
    });
  }
};
