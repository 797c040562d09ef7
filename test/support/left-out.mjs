/**
 * Test files that do not run in every browser, and why. `npm test` lists them as skipped; everything
 * here runs in Chromium.
 */

/** @type {Readonly<Record<'firefox' | 'webkit', Readonly<Record<string, string>>>>} */
export const leftOut = { firefox: {}, webkit: {} };

/** As patterns that Web Test Runner leaves out. @param {string} browser */
export function leftOutIn(browser) {
  const files = browser === 'firefox' || browser === 'webkit' ? leftOut[browser] : {};
  return Object.keys(files).map((file) => `!${file}`);
}
