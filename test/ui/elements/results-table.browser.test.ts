import { assert } from 'chai';
import { until } from '../../support/until.ts';
import { A2ResultsTable } from '../../../src/ui/elements/results-table/element.ts';
import { A2TakeAway } from '../../../src/ui/elements/take-away/element.ts';
import { A2Notice } from '../../../src/ui/elements/notice/element.ts';
import { done, running, troubled } from '../../lab/fixture/states.ts';
import {
  assertAccessible,
  button,
  find,
  findAll,
  mount,
  preset,
  settled,
  shows,
  textOf,
  unmountAll,
} from './support.ts';

const { trials, experiment } = preset('I1d');
const { axes } = experiment;

const column = (table: A2ResultsTable, index: number): string[] =>
  findAll(table, `tbody tr > :nth-child(${index})`).map(textOf);

describe('<a2-results-table>', () => {
  afterEach(unmountAll);

  it('sorts by a column: the better end up, the other way, as it was', async () => {
    const table = await mount(new A2ResultsTable(), { trials: done(trials).trials, axes });
    const order = () => column(table, 1);
    const original = order();
    const head = () => button(table, 'Test accuracy').closest('th')!;
    button(table, 'Test accuracy').click();
    await settled(table);
    assert.equal(head().ariaSort, 'descending');
    assert.equal(order()[0], 'Xavier');
    button(table, 'Test accuracy').click();
    await settled(table);
    assert.equal(head().ariaSort, 'ascending');
    assert.equal(order().at(-1), 'Xavier');
    button(table, 'Test accuracy').click();
    await settled(table);
    assert.equal(head().ariaSort, 'none');
    assert.deepEqual(order(), original);
  });

  it('marks the best visually and for screen readers', async () => {
    const table = await mount(new A2ResultsTable(), { trials: done(trials).trials, axes });
    const best = findAll(table, '.best').map(textOf);
    assert.equal(best.length, 2);
    assert.match(best[0]!, /^best: \d/);
  });

  it('scrolls inside itself where it is narrow', async () => {
    const table = new A2ResultsTable();
    table.style.width = '328px';
    await mount(table, { trials: running(trials).trials, axes });
    const region = find(table, '.sideways');
    assert.equal(region.tabIndex, 0);
    assert.isAbove(region.scrollWidth, region.clientWidth);
    assert.isAtMost(document.documentElement.scrollWidth, innerWidth);
  });

  it('keeps its first column in view when it is scrolled, and says that there is more', async () => {
    const table = new A2ResultsTable();
    table.style.width = '360px';
    await mount(table, { trials: done(trials).trials, axes });
    await shows(() => textOf(find(table, '.note')), 'There are more columns');
    const scroller = find(table, '.scroll');
    assert.equal(scroller.role, 'group', 'no landmark: a page may have many');
    assert.equal(scroller.tabIndex, 0);
    assert.isNotNull(table.shadowRoot!.querySelector('.frame.more'));
    const first = find(table, 'tbody th');
    scroller.scrollLeft = 100_000;
    await until('the end is seen', () => table.shadowRoot!.querySelector('.frame.more') === null);
    const { left } = scroller.getBoundingClientRect();
    assert.closeTo(first.getBoundingClientRect().left, left, 1);
    await assertAccessible(table);
    table.style.width = '1600px';
    await until('all fits', () => table.shadowRoot!.querySelector('.sideways') === null);
  });

  it('is accessible in every state', async () => {
    for (const make of [running, done, troubled]) {
      const table = await mount(new A2ResultsTable(), { trials: make(trials).trials, axes });
      await assertAccessible(table);
    }
    const grid = preset('I2d');
    const table = await mount(new A2ResultsTable(), {
      trials: done(grid.trials).trials,
      axes: grid.experiment.axes,
      caption: 'stand-in data, not California housing',
    });
    assert.include(textOf(find(table, 'caption')), 'stand-in');
    await assertAccessible(table);
  });
});

describe('<a2-take-away>', () => {
  afterEach(unmountAll);

  it('offers results once there are some', async () => {
    const offer = await mount(new A2TakeAway());
    const asked: string[] = [];
    offer.addEventListener('a2-take-away', (event) => asked.push(event.what));
    assert.isTrue(button(offer, 'Results').disabled);
    button(offer, 'Experiment').click();
    offer.results = true;
    await settled(offer);
    button(offer, 'Results').click();
    button(offer, 'Table').click();
    assert.deepEqual(asked, ['experiment', 'results', 'table']);
    await assertAccessible(offer);
  });
});

describe('<a2-notice>', () => {
  afterEach(unmountAll);

  for (const kind of ['info', 'warning', 'error', 'offline'] as const) {
    it(`is accessible as ${kind}`, async () => {
      const notice = new A2Notice();
      notice.textContent = 'Something happened.';
      await mount(notice, { kind });
      assert.isNotNull(find(notice, kind === 'error' ? '[role=alert]' : '[role=status]'));
      await assertAccessible(notice);
    });
  }
});
