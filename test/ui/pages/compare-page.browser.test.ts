/** The page of a comparison, by its address. */
import { assert } from 'chai';
import { A2ComparePage } from '../../../src/ui/pages/compare-page/element.ts';
import type { A2RunCompare } from '../../../src/ui/elements/run-compare/element.ts';
import type { Store } from '../../../src/store/store.ts';
import {
  assertAccessible,
  button,
  find,
  findAll,
  mount,
  shows,
  textOf,
  unmountAll,
} from '../elements/support.ts';
import { fakeLab } from '../../lab/fixture/fake-lab.ts';
import { closeAll, newName, openStore } from '../../store/support.ts';
import { until } from '../../support/until.ts';
import { keep, list, open } from './results-support.ts';

const compare = (store: Store | null, ...ids: string[]): Promise<A2ComparePage> =>
  mount(new A2ComparePage(), { lab: fakeLab(undefined, store), ids: ids.join() });

const text = (page: A2ComparePage): string => textOf(find(page, 'article'));

/** '' before there is one. */
const compared = (page: A2ComparePage): string =>
  findAll<A2RunCompare>(page, 'a2-run-compare')
    .map((each) => [...each.shadowRoot!.children].map((child) => textOf(child)).join(' '))
    .join();

describe('<a2-compare-page>', () => {
  afterEach(async () => {
    sessionStorage.removeItem('a2-runs-view');
    location.hash = '';
    unmountAll();
    await closeAll();
  });

  it('is where the button of the list leads', async () => {
    const store = openStore();
    const ids = [await keep(store, 'I1d'), await keep(store, 'I2c')];
    const page = await open(store);
    await until('both are listed', () => findAll(list(page), 'li').length === 2);
    assert.isTrue(button(page, 'Compare').disabled);
    for (const box of findAll<HTMLInputElement>(list(page), 'input')) box.click();
    await shows(() => textOf(find(page, '.tools')), '2 selected');
    button(page, 'Compare').click();
    assert.equal(location.hash, `#/results/compare/${ids.toReversed().join()}`);
  });

  it('begins with what differs, folds what is the same, and has figures for each task', async () => {
    const store = openStore();
    const ids = [await keep(store, 'I1d'), await keep(store, 'I2c')];
    await store.change(ids[0]!, (run) => ({ ...run, notes: 'A <b>note</b>', tags: ['mine'] }));
    const page = await compare(store, ...ids);
    await shows(() => compared(page), 'What differs');
    assert.include(text(page), 'Comparison of 2 runs');
    const inside = find<A2RunCompare>(page, 'a2-run-compare');
    const heads = findAll(inside, 'h2').map(textOf);
    assert.equal(heads[0], 'What differs');
    assert.lengthOf(heads, 3);
    const [different, same] = findAll(inside, '.set-ups').map(textOf);
    assert.match(different!, /Dataset FashionMNIST\s*California housing/);
    assert.include(different, 'uniform ±0.01, uniform ±0.1');
    assert.match(textOf(find(inside, 'summary')), /^\d+ settings are the same in all$/);
    assert.notInclude(same, 'Dataset');
    assert.lengthOf(findAll(inside, '.figures'), 2);
    assert.match(textOf(find(inside, '.figures')), /A\s*4.*best: [\d.]+\s%\s*[\d.]+\s%, epoch \d/);
    assert.lengthOf(findAll(inside, 'a2-figures'), 2);
    assert.include(textOf(find(inside, 'dl')), 'A <b>note</b>');
    find<HTMLDetailsElement>(inside, 'details').open = true;
    await assertAccessible(page);
  });

  it('says which runs are not kept here, and shows the others, as they are now', async () => {
    const name = newName();
    const [store, other] = [openStore(name), openStore(name)];
    const ids = [await keep(store, 'I1d'), await keep(store, 'I1d', 2)];
    const page = await compare(store, 'f'.repeat(32), ...ids, '<i>x</i>');
    await shows(() => text(page), '2 runs are not kept in this browser');
    assert.include(text(page), 'f'.repeat(32));
    assert.include(text(page), '<i>x</i>');
    await shows(() => compared(page), 'What differs');
    assert.include(compared(page), 'Nothing: all settings are the same.');
    await assertAccessible(page);
    await other.change(ids[0]!, (run) => ({ ...run, name: 'renamed' }));
    await shows(() => compared(page), 'renamed');
    await other.delete([ids[1]!]);
    await shows(() => text(page), 'One run is left');
    assert.notInclude(compared(page), 'What differs');
    await assertAccessible(page);
    page.ids = ids[1]!;
    await shows(() => text(page), 'One run is not kept');
    assert.lengthOf(findAll(page, 'a2-run-compare'), 0);
    await assertAccessible(page);
  });

  it('says where no run is named, none has begun, and where nothing can be kept', async () => {
    const store = openStore();
    const page = await compare(store);
    await shows(() => text(page), 'This address names no runs');
    await assertAccessible(page);
    const waiting = await compare(store, await keep(store, 'I2c', 0));
    await shows(() => compared(waiting), 'No trial of these runs has begun');
    const without = await compare(null, 'f'.repeat(32));
    await shows(() => text(without), 'does not let the page store anything');
    await assertAccessible(without);
  });
});
