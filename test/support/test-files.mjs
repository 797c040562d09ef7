/**
 * Which test files run in which browser. Chromium gets each on a page of its own. In the others the
 * computing without a page (which runs in Node and in Chromium too) shares one page, because opening
 * seventy would take longer than the tests; what is left out there is listed with its reason, and
 * `npm test` counts it as skipped.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** @typedef {'firefox' | 'webkit'} OtherBrowser */

const slow =
  'takes minutes in this engine; its arithmetic is JavaScript’s own, the same in every browser';

/** @type {Readonly<Record<OtherBrowser, Readonly<Record<string, string>>>>} */
export const leftOut = {
  firefox: { 'test/workers/trajectories-javascript.browser.test.ts': slow },
  webkit: { 'test/workers/trajectories-javascript.browser.test.ts': slow },
};

const notForPages = ['!test/**/*.node.test.ts', '!test/e2e/**', '!test/alone/**'];

/** Patterns for Web Test Runner. @param {string} browser @returns {string[]} */
export function testFiles(browser) {
  if (browser !== 'firefox' && browser !== 'webkit') return ['test/**/*.test.ts', ...notForPages];
  const without = Object.keys(leftOut[browser]).map((file) => `!${file}`);
  return [inOnePage(), 'test/**/*.browser.test.ts', ...without];
}

/** Writes a file that imports all tests without a page, and returns its path. */
function inOnePage() {
  const entry = '.cache/tests/without-a-page.test.ts';
  const files = readdirSync('test', { recursive: true, encoding: 'utf8' })
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => file.endsWith('.test.ts') && !/\.(browser|node)\.|^(e2e|alone)\//.test(file))
    .toSorted();
  const lines = files.map((file) => `import '../../test/${file}';\n`);
  mkdirSync(path.dirname(entry), { recursive: true });
  writeFileSync(entry, lines.join(''));
  return entry;
}
