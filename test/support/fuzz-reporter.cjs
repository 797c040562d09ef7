/**
 * Writes for fuzz.mjs, one line of JSON each, what failed, while it goes on, and the counts at the end, to
 * the file named by A2_FUZZ. What ends in the middle leaves what it had found.
 */
const { appendFileSync } = require('node:fs');
const path = require('node:path');
const { Runner } = require('mocha');

module.exports = class FuzzReporter {
  constructor(runner) {
    const write = (line) => appendFileSync(process.env.A2_FUZZ, `${JSON.stringify(line)}\n`);
    const { EVENT_TEST_PASS, EVENT_TEST_FAIL, EVENT_RUN_END } = Runner.constants;
    const counts = { passed: 0, failed: 0 };
    runner.on(EVENT_TEST_PASS, () => {
      counts.passed += 1;
    });
    runner.on(EVENT_TEST_FAIL, (test, error) => {
      counts.failed += 1;
      const file = path.relative(process.cwd(), test.file ?? '').replaceAll(path.sep, '/');
      const cause = error?.cause === undefined ? '' : `\n\nBecause: ${String(error.cause)}`;
      const message = `${String(error?.message ?? error)}${cause}`;
      write({ failure: { file, name: test.fullTitle(), message } });
    });
    runner.once(EVENT_RUN_END, () => write({ counts }));
  }
};
