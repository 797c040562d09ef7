/** The explanation below a run's table on the terminal. */
import { assert } from 'chai';
import { explanationText } from '../../../cli/a2/explanation.ts';
import { LabError } from '../../../src/base/errors.ts';
import { inspected, trained } from './made.ts';

const run = {
  trial: { epochs: 1, dataset: { name: 'fashion-synthetic', trainSize: 400, testSize: 200 } },
  axis: { path: 'init', values: [{ name: 'uniform', d: 0.01 }, { name: 'xavier-uniform' }] },
};
const never = new AbortController().signal;

describe('the explanation that `a2 run` prints', () => {
  const running = trained(run);

  it('measures the untrained networks, and names what it measured', async () => {
    const { experiment, plans, trials } = await running;
    const pool = { inspect: inspected };
    const text = await explanationText({ experiment, trials: plans }, trials, pool, '', never);
    assert.match(text, /vanish/);
    assert.notInclude(text, 'could not be measured');
  });

  it('says less where they cannot be measured, and why', async () => {
    const { experiment, plans, trials } = await running;
    const pool = {
      inspect: () => Promise.reject(new LabError('dataset-missing', 'The data are gone.')),
    };
    const text = await explanationText({ experiment, trials: plans }, trials, pool, '', never);
    assert.notMatch(text, /vanish/);
    assert.include(text, '(Signal and gradients of the untrained networks could not be measured: ');
    assert.include(text, 'The data are gone.)');
  });

  it('is nothing where it was stopped', async () => {
    const { experiment, plans, trials } = await running;
    const pool = { inspect: inspected };
    const stopped = AbortSignal.abort();
    assert.equal(
      await explanationText({ experiment, trials: plans }, trials, pool, '', stopped),
      '',
    );
  });
});
