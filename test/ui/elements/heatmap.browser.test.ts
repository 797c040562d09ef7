import { assert } from 'chai';
import { A2Heatmap } from '../../../src/ui/elements/heatmap/element.ts';
import { idleState } from '../../../src/lab/session/merge.ts';
import { done, running, troubled } from '../../lab/fixture/states.ts';
import {
  assertAccessible,
  choose,
  find,
  findAll,
  mount,
  preset,
  press,
  settled,
  textOf,
  unmountAll,
} from './support.ts';

const { trials, experiment } = preset('I2d');
const { axes } = experiment;

describe('<a2-heatmap>', () => {
  afterEach(unmountAll);

  it('names every state, not only by colour, and is accessible in each', async () => {
    for (const make of [idleState, running, troubled, done]) {
      const state = make(trials);
      const map = await mount(new A2Heatmap(), { trials: state.trials, axes });
      const cells = findAll(map, '[data-place]');
      assert.lengthOf(cells, 9);
      state.trials.forEach((trial, index) => {
        if (trial.status !== 'done') assert.include(cells[index]!.ariaLabel, trial.status);
      });
      await assertAccessible(map);
      unmountAll();
    }
  });

  it('marks the best by a symbol and a word', async () => {
    const map = await mount(new A2Heatmap(), { trials: done(trials).trials, axes });
    const marked = findAll(map, '.is-best');
    assert.lengthOf(marked, 1);
    assert.include(textOf(marked[0]!), 'best');
    assert.isNotNull(marked[0]!.querySelector('svg'));
    assert.include(textOf(find(map, '.choice')), 'Best: rate');
  });

  it('shows another figure when asked', async () => {
    const map = await mount(new A2Heatmap(), { trials: done(trials).trials, axes });
    const field = find<HTMLSelectElement>(map, 'select');
    const names = [...field.options].map((option) => textOf(option));
    assert.includeMembers(names, ['Test MSE', 'Test MAE', 'Time']);
    choose(field, 'Test MAE');
    await settled(map);
    assert.include(textOf(find(map, '[data-place] .figure')), '$');
  });

  it('is navigated by arrow keys, with one tab stop', async () => {
    const map = await mount(new A2Heatmap(), { trials: done(trials).trials, axes });
    const at = () => (map.shadowRoot!.activeElement as HTMLElement).dataset.place;
    assert.lengthOf(findAll(map, '[data-place][tabindex="0"]'), 1);
    find(map, '[data-place]').focus();
    for (const [key, place] of [
      ['ArrowRight', '0 0 1'],
      ['ArrowDown', '0 1 1'],
      ['End', '0 1 2'],
      ['ArrowRight', '0 1 2'],
    ] as const) {
      press(map.shadowRoot!.activeElement!, key);
      await settled(map);
      assert.equal(at(), place);
    }
    assert.include(textOf(find(map, '.reading')), 'learning rate 0.01, batch size 64: test MSE');
  });

  it('selects and deselects a trial', async () => {
    const map = await mount(new A2Heatmap(), { trials: done(trials).trials, axes });
    const told: (string | null)[] = [];
    map.addEventListener('a2-highlight', ({ trial }) => {
      told.push(trial);
      map.highlighted = trial;
    });
    const second = findAll(map, '[data-place]')[1]!;
    second.click();
    await settled(map);
    assert.equal(second.ariaSelected, 'true');
    press(second, 'Enter');
    await settled(map);
    press(second, ' ');
    await settled(map);
    press(second, 'Escape');
    const { id } = trials[1]!;
    assert.deepEqual(told, [id, null, id, null]);
  });

  it('exports its picture and its cells', async () => {
    const map = await mount(new A2Heatmap(), { trials: done(trials).trials, axes });
    const picture = new DOMParser().parseFromString(map.svg(), 'image/svg+xml');
    assert.isNull(picture.querySelector('parsererror'));
    assert.include(picture.documentElement.textContent, '★ best');
    const lines = map.csv().trimEnd().split('\r\n');
    assert.equal(lines[0], 'optimizer.learningRate,batchSize,status,testMse');
    assert.lengthOf(lines, 10);
    const empty = await mount(new A2Heatmap(), { trials: [], axes: [] });
    assert.equal(empty.svg() + empty.csv(), '');
  });
});
