import { assert } from 'chai';
import { pythonWithTorch } from '../support/python.mjs';
import { settings } from '../support/settings.mjs';
import { compareAll, hasDatasets } from './harness.ts';

/** A handful: `npm run fuzz -- --programs 350` makes hundreds, under every PyTorch that is found. */
const count = 5 * settings.draws;

describe('Random experiments', () => {
  const python = pythonWithTorch();

  before(function () {
    // Skipped, and listed as skipped, where there is no Python with torch and numpy, or no data, or another
    // processor than those whose PyTorch draws the same weights bit for bit.
    if (python === null || !hasDatasets || process.arch !== 'x64') this.skip();
  });

  it('give the same in the lab, in the program that it exports, and in the protocol read by another', async () => {
    const found: string[] = [];
    let trained = 0;
    const options = { seed: settings.seed, count, pythons: [python!], moved: 1 };
    for await (const report of compareAll(options)) {
      trained += report.trials.filter(({ steps }) => steps > 0).length;
      const { number, document } = report.experiment;
      for (const each of report.found)
        found.push(`experiment ${number}: ${each}\n${JSON.stringify(document)}`);
    }
    assert.deepEqual(found, []);
    assert.isAbove(trained, 0);
  });
});
