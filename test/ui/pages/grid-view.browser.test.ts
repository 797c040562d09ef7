/** The grid's figures on an experiment's page: one trial is highlighted in all of them together. */
import { assert } from 'chai';
import { A2ExperimentPage } from '../../../src/ui/pages/experiment-page/element.ts';
import { ExperimentSession } from '../../../src/lab/session/session.ts';
import {
  assertAccessible,
  find,
  findAll,
  mount,
  preset,
  press,
  settled,
  textOf,
  unmountAll,
} from '../elements/support.ts';
import { until } from '../../support/until.ts';
import { fakeLab } from '../../lab/fixture/fake-lab.ts';
import { done, troubled } from '../../lab/fixture/states.ts';

async function open(name: string) {
  const { experiment, trials } = preset(name);
  const lab = fakeLab();
  const session = new ExperimentSession(experiment, trials, lab);
  const page = await mount(new A2ExperimentPage(), { session, lab });
  return { page, session, lab, trials };
}

/** The view's module comes a moment after the page. */
async function shown(page: A2ExperimentPage, tag: string): Promise<HTMLElement> {
  const view = await until(`<${tag}> is there`, () =>
    page.shadowRoot!.querySelector<HTMLElement>(tag),
  );
  await settled(page);
  return view;
}

describe('the grid on an experiment’s page', () => {
  afterEach(unmountAll);

  it('highlights a trial in the curves, the lines and the table, from any of them', async () => {
    const { page, session, lab, trials } = await open('I2d');
    const ended = session.start();
    lab.runs[0]!.end(done(trials));
    await ended;
    const map = await shown(page, 'a2-heatmap');
    const lines = find(page, 'a2-parallel-coordinates');
    const table = find(page, 'a2-results-table');
    await settled(page);
    const cells = () => findAll(map, '[data-place]');
    cells()[4]!.click();
    await settled(page);
    const { id } = trials[4]!;
    assert.equal(session.highlighted, id);
    assert.equal(cells()[4]!.ariaSelected, 'true');
    assert.lengthOf(findAll(lines, '.set-off'), 1);
    assert.equal(
      findAll(table, 'tbody tr').findIndex((row) => row.className === 'set-off'),
      4,
    );
    assert.equal(Reflect.get(find(find(page, 'a2-figures'), 'a2-chart'), 'highlighted'), id);

    findAll(table, '.setter')[1]!.click();
    await settled(page);
    assert.equal(cells()[1]!.ariaSelected, 'true');
    press(cells()[1]!, 'Escape');
    await settled(page);
    assert.isNull(session.highlighted);
    assert.isEmpty(findAll(lines, '.set-off'));
    await assertAccessible(page);
  });

  it('runs again from the bar what failed or was cancelled', async () => {
    const { page, session, lab, trials } = await open('I2d');
    const ended = session.start();
    lab.runs[0]!.end(troubled(trials));
    await ended;
    await settled(page);
    const bar = find(page, 'a2-run-bar');
    find(bar, '.second').click();
    assert.lengthOf(lab.runs, 2);
    assert.isTrue(session.active);
    await settled(page);
    assert.include(textOf(find(bar, '.second')), 'Pause');
    find(bar, '.second').click();
    assert.isTrue(session.state.paused);
  });

  it('is not there where nothing is a grid', async () => {
    const { page } = await open('I1d');
    await settled(page);
    assert.isNull(page.shadowRoot!.querySelector('a2-heatmap'));
  });
});
