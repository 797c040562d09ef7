import { assert } from 'chai';
import { readdirSync } from 'node:fs';
import { halves } from '../e2e/halves.mjs';

/** They stand in stages of their own (suites.mjs). */
const journeys = ['test/e2e/firefox.test.ts', 'test/e2e/webkit.test.ts'];

describe('the two halves of the end-to-end tests', () => {
  it('have every file once, so that a new one cannot be forgotten', () => {
    const files = readdirSync('test/e2e')
      .filter((file) => file.endsWith('.test.ts'))
      .map((file) => `test/e2e/${file}`)
      .filter((file) => !journeys.includes(file));
    assert.sameMembers(halves.flat(), files);
  });
});
