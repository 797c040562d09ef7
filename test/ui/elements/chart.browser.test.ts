import { assert } from 'chai';
import type { ChartModel } from '../../../src/figures/charts/model.ts';
import { A2Chart } from '../../../src/ui/elements/chart/element.ts';
import { specOf } from '../../figures/charts/support.ts';
import {
  assertAccessible,
  button,
  find,
  findAll,
  mount,
  press,
  settled,
  shows,
  textOf,
  unfold,
  unmountAll,
} from './support.ts';

const model = (values: readonly (number | null)[]): ChartModel => ({
  x: [1, 2, 3],
  groups: [
    { id: 'a', label: 'Xavier', style: { colour: 7, marker: 'diamond' } },
    { id: 'b', label: 'uniform ±1', style: { colour: 6, marker: 'triangle' }, note: 'diverged' },
  ],
  lines: [
    { group: 'a', name: 'train', dashed: false, values },
    { group: 'a', name: 'test', dashed: true, values },
    { group: 'b', name: 'train', dashed: false, values: values.map((value) => value && value / 2) },
    { group: 'b', name: 'test', dashed: true, values: values.map((value) => value && value / 2) },
  ],
});

const spec = specOf({ yRange: [0, 1], switchable: true });
const full = model([0.2, 0.4, 0.8]);

async function chartOf(properties: Partial<A2Chart> = {}, width = 800): Promise<A2Chart> {
  const chart = new A2Chart();
  chart.style.width = `${width}px`;
  return mount(chart, { spec, model: full, ...properties });
}

const slider = (chart: A2Chart): HTMLElement => find(chart, '[role=slider]');

describe('<a2-chart>', () => {
  afterEach(unmountAll);

  it('says what will be here before there is data', async () => {
    const chart = await chartOf({ model: model([null, null, null]) });
    assert.equal(textOf(find(chart, '.promise')), 'what will be here');
    assert.isNotNull(find(chart, '[role=img]'));
    chart.pending = 'Waiting for the dataset …';
    await settled(chart);
    assert.equal(textOf(find(chart, '.promise')), 'Waiting for the dataset …');
    await assertAccessible(chart);
  });

  it('has the same height with and without data, with labels beside and below', async () => {
    for (const width of [800, 328]) {
      const chart = await chartOf({ model: model([null, null, null]) }, width);
      const before = chart.offsetHeight;
      chart.model = full;
      await settled(chart);
      const spare = width === 800 ? 0 : 45; // the summary needs more lines on a narrow chart
      assert.isAtMost(Math.abs(chart.offsetHeight - before), spare);
      chart.remove();
    }
  });

  it('has a name, a summary and the numbers as a table', async () => {
    const chart = await chartOf();
    assert.equal(textOf(find(chart, 'h3')), 'Accuracy');
    assert.include(
      textOf(find(chart, '.summary')),
      'At epoch 3: test 0.8. Not compared: uniform ±1 diverged.',
    );
    assert.isEmpty(findAll(chart, 'table'));
    await unfold(chart);
    assert.equal(findAll(chart, 'tbody tr').length, 3);
    assert.include(textOf(find(chart, 'tbody tr:last-child')), '0.8');
    await assertAccessible(chart);
  });

  it('is read with the arrow keys', async () => {
    const chart = await chartOf();
    press(slider(chart), 'ArrowRight');
    await settled(chart);
    assert.equal(slider(chart).getAttribute('aria-valuenow'), '1');
    press(slider(chart), 'ArrowRight');
    await settled(chart);
    assert.equal(
      slider(chart).getAttribute('aria-valuetext'),
      'epoch 2. Xavier: train 0.4, test 0.4. uniform ±1: train 0.2, test 0.2',
    );
    assert.include(textOf(find(chart, '.heads')), 'at epoch 2');
    assert.include(textOf(button(chart, 'Xavier')), '0.4');
    press(slider(chart), 'Escape');
    await settled(chart);
    assert.equal(slider(chart).getAttribute('aria-valuenow'), '3');
  });

  it('hides and shows lines', async () => {
    const chart = await chartOf();
    const entry = button(chart, 'Xavier');
    assert.equal(entry.ariaPressed, 'true');
    entry.click();
    await settled(chart);
    assert.equal(entry.ariaPressed, 'false');
    await assertAccessible(chart);
    entry.click();
    await settled(chart);
    assert.equal(entry.ariaPressed, 'true');
  });

  it('changes its axis', async () => {
    const chart = await chartOf({ spec: specOf({ scale: 'log', switchable: true }) });
    assert.equal(button(chart, 'log').ariaPressed, 'true');
    button(chart, 'linear').click();
    await settled(chart);
    assert.equal(button(chart, 'log').ariaPressed, 'false');
    assert.equal(button(chart, 'linear').ariaPressed, 'true');
  });

  it('puts labels at the lines where they fit and below where they do not', async () => {
    const wide = await chartOf();
    const tops = findAll(wide, '.legend li').map((item) => item.getBoundingClientRect().top);
    assert.isBelow(tops[0]!, tops[1]!, 'the higher line has the higher label');
    const narrow = await chartOf({}, 328);
    assert.isTrue(find(narrow, '.legend').classList.contains('flow'));
    assert.isAtLeast(
      find(narrow, '.legend').getBoundingClientRect().top,
      find(narrow, '.plot').getBoundingClientRect().bottom,
    );
    assert.isAtMost(find(narrow, 'figure').scrollWidth, 328);
    await assertAccessible(narrow);
  });

  it('says that data is a stand-in', async () => {
    const chart = await chartOf({ standIn: 'stand-in data, not FashionMNIST' });
    assert.include(textOf(find(chart, 'figcaption')), 'stand-in data, not FashionMNIST');
  });

  it('destroys its plot when removed and makes a new one when added again', async () => {
    const chart = await chartOf();
    await shows(() => `${findAll(chart, 'canvas').length} plots`, '1 plots');
    const parent = chart.parentElement!;
    chart.remove();
    assert.equal(findAll(chart, 'canvas').length, 0);
    parent.append(chart);
    chart.requestUpdate();
    await shows(() => `${findAll(chart, 'canvas').length} plots`, '1 plots');
  });

  it('draws nothing while it is not visible', async () => {
    const before = document.createElement('div');
    before.style.height = '5000px';
    document.body.append(before);
    const chart = await chartOf();
    assert.equal(findAll(chart, 'canvas').length, 0);
    chart.scrollIntoView();
    await shows(() => `${findAll(chart, 'canvas').length} plots`, '1 plots');
    before.remove();
  });
});
