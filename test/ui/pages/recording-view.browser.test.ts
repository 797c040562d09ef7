/** Before a run that would record very many losses, its page says so, and one press leaves them out. */
import { assert } from 'chai';
import { A2ExperimentPage } from '../../../src/ui/pages/experiment-page/element.ts';
import { ExperimentSession } from '../../../src/lab/session/session.ts';
import { parseExperiment } from '../../../src/document/parse.ts';
import {
  assertAccessible,
  findAll,
  mount,
  settled,
  shows,
  textOf,
  unmountAll,
} from '../elements/support.ts';
import { fakeLab } from '../../lab/fixture/fake-lab.ts';

async function open(epochs: number) {
  const parsed = parseExperiment({
    format: 'a2-experiment',
    version: 1,
    name: 'many',
    title: 'Many',
    trial: {
      dataset: { name: 'housing-synthetic' },
      model: { depth: 1, width: 1 },
      optimizer: { name: 'sgd', learningRate: 0.0001 },
      batchSize: 1,
      epochs,
    },
    axes: [{ path: 'seed', values: [1, 2, 3] }],
  });
  if (!parsed.ok) throw new Error(parsed.issues[0]?.message);
  const lab = fakeLab();
  const session = new ExperimentSession(parsed.experiment, parsed.trials, lab, 'link');
  const page = await mount(new A2ExperimentPage(), { session, lab });
  const notices = () => findAll(page, 'a2-notice').map(textOf).join();
  return { page, session, notices };
}

describe('the notice of very many losses', () => {
  afterEach(unmountAll);

  it('says how much it is, and leaves the losses out when it is pressed', async () => {
    const { page, session, notices } = await open(700);
    await shows(notices, 'losses in all');
    await assertAccessible(page);
    const press = findAll<HTMLButtonElement>(page, 'a2-notice button');
    press.find((button) => textOf(button) === 'Do not record batch losses')!.click();
    await settled(page);
    assert.isFalse(session.defaults.measure.batchLosses);
    assert.notInclude(notices(), 'losses in all');
  });

  it('is not there for what a browser keeps with ease', async () => {
    const { page, notices } = await open(10);
    await settled(page);
    assert.notInclude(notices(), 'losses in all');
  });
});
