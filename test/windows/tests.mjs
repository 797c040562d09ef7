/** The tests that need no browser, in Node for Windows. */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { failedTests, readCounts } from '../support/counts.mjs';
import { tree } from './tree.mjs';
import { home, runWindows, windowsPath } from './wine.mjs';

/**
 * @param {string} node the program
 * @param {string | null} datasets a folder with the published files
 * @returns {Promise<{ passed: number, failed: string[], skipped: string[] }>}
 */
export async function testsOf(node, datasets) {
  const output = path.join(home, 'counts.json');
  rmSync(output, { force: true });
  const { code, stdout, stderr } = await runWindows(
    node,
    [
      ...['node_modules/mocha/bin/mocha.js', '--reporter', 'test/support/mocha-reporter.cjs'],
      ...['test/**/*.test.ts', '--ignore', 'test/**/*.browser.test.ts', '--ignore', 'test/e2e/**'],
    ],
    {
      cwd: tree,
      env: {
        A2_COUNTS: windowsPath(output),
        A2_DATASETS: datasets === null ? '' : windowsPath(datasets),
      },
    },
  );
  const counts = readCounts(output);
  const failed = failedTests(counts).map(({ name, reason }) => `${name}: ${reason}`);
  if (failed.length > 0) console.log(stdout.slice(stdout.search(/^ {2}\d+ failing$/m)));
  // Tests that end the program with them count too.
  if (code !== 0 && failed.length === 0) failed.push(`the tests ended with ${code}: ${stderr}`);
  const files = Object.values(counts);
  return {
    passed: files.reduce((sum, { passed }) => sum + passed, 0),
    failed,
    skipped: files.flatMap(({ skippedTests }) => skippedTests),
  };
}
