import { assert } from 'chai';
import fc from 'fast-check';
import { settings, type TestSettings } from './settings.mjs';

const page = globalThis as { document?: object; testSettings?: TestSettings };

/** What a property is tried on. */
function cases(): { seen: unknown[]; seed: number } {
  const seen: unknown[] = [];
  const drawn = fc.tuple(fc.double(), fc.string(), fc.array(fc.integer()));
  const { seed } = fc.check(fc.property(drawn, (each) => void seen.push(each)));
  return { seen, seed };
}

describe('Random cases', () => {
  it('are drawn from the seed of all tests, as many as all tests try', () => {
    const { seen, seed } = cases();
    assert.equal(seed, settings.seed);
    assert.lengthOf(seen, 100 * settings.draws);
  });

  it('are the same for equal properties', () => {
    assert.deepEqual(cases().seen, cases().seen);
  });
});

describe('The settings of all tests', () => {
  it('are handed over where the tests run on a page', () => {
    assert.equal(page.testSettings !== undefined, page.document !== undefined);
    if (page.testSettings !== undefined) assert.strictEqual(settings, page.testSettings);
  });
});
