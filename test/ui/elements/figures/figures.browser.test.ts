import { assert } from 'chai';
import { A2Figures } from '../../../../src/ui/elements/figures/element.ts';
import type { A2Chart } from '../../../../src/ui/elements/chart/element.ts';
import {
  assertAccessible,
  button,
  findAll,
  mount,
  settled,
  textOf,
  unfold,
  unmountAll,
} from '../support.ts';
import { after, seedAxes, trialsOf } from './support.ts';

const begun = trialsOf(seedAxes).map((trial, seed) =>
  after(trial, [0.2 + seed / 50, 0.3 + seed / 50], [2.3, 2.2, 2.1]),
);

const figuresOf = (properties: Partial<A2Figures> = {}) =>
  mount(new A2Figures(), {
    trials: begun,
    axes: seedAxes,
    status: 'running',
    experiment: 'I1f',
    ...properties,
  });

const accuracy = (figures: A2Figures): A2Chart =>
  findAll<A2Chart>(figures, 'a2-chart').find(({ spec }) => spec?.id === 'accuracy')!;

describe('<a2-figures>', () => {
  afterEach(unmountAll);

  it('draws seeds as mean and range, or individually', async () => {
    const figures = await figuresOf();
    await settled(accuracy(figures));
    assert.equal(button(figures, 'mean and range').ariaPressed, 'true');
    assert.deepEqual(
      accuracy(figures).model?.groups.map(({ label }) => label),
      ['SGD, 3 seeds', 'Adam, 3 seeds'],
    );
    await assertAccessible(figures);
    button(figures, 'individual').click();
    await settled(figures);
    assert.lengthOf(accuracy(figures).model!.groups, 6);
    assert.equal(button(figures, 'individual').ariaPressed, 'true');
    await assertAccessible(figures);
  });

  it('has the mean, the minimum and the maximum in the table', async () => {
    const figures = await figuresOf();
    const chart = accuracy(figures);
    await unfold(chart);
    const heads = findAll(chart, 'thead th').slice(0, 5).map(textOf);
    assert.deepEqual(heads, ['epoch', 'SGD, 3 seeds train, mean', 'least', 'greatest', 'seeds']);
    const row = [...findAll(chart, 'tbody tr')[0]!.children].slice(0, 5).map(textOf);
    assert.deepEqual(row, ['1', '22.0 %', '20.0 %', '24.0 %', '3']);
  });

  it('has no choice of seeds where they are no axis', async () => {
    const axes = seedAxes.slice(0, 1);
    const figures = await figuresOf({ axes, trials: trialsOf(axes) });
    assert.isEmpty(findAll(figures, '.seeds'));
    await assertAccessible(figures);
  });

  it('gives each chart everything of its experiment to save', async () => {
    const figures = await figuresOf();
    const chart = accuracy(figures);
    assert.equal(chart.experiment, 'I1f');
    const text = await chart.csv!();
    assert.include(text, 'SGD · seed 1 train');
    const before = chart.csv;
    figures.trials = [...begun];
    await settled(figures);
    assert.equal(chart.csv, before);
  });
});
