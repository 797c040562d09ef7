import { assert } from 'chai';
import type { ChartModel } from '../../../src/figures/charts/model.ts';
import { A2Chart } from '../../../src/ui/elements/chart/element.ts';
import type { A2SaveMenu } from '../../../src/ui/elements/save-menu/element.ts';
import { specOf } from '../../figures/charts/support.ts';
import {
  assertAccessible,
  button,
  find,
  findAll,
  mount,
  press,
  settled,
  textOf,
  unmountAll,
} from './support.ts';

const steps = 400;
const noise = Array.from({ length: steps }, (_, step) => 2 + Math.sin(step * 1.7));

const modelOf = (
  values: readonly (number | null)[],
  other: readonly (number | null)[] = noise,
): ChartModel => ({
  x: values.map((_, index) => index + 1),
  groups: [
    { id: 'a', label: 'SGD', style: { colour: 7, marker: 'diamond' } },
    { id: 'b', label: 'Adam', style: { colour: 5, marker: 'circle' } },
  ],
  lines: [
    { group: 'a', name: '', dashed: false, values },
    { group: 'b', name: '', dashed: false, values: other },
  ],
});

const spec = specOf({
  id: 'loss',
  title: 'Loss',
  xLabel: 'step',
  xRange: [1, steps],
  markers: false,
  better: 'low',
  switchable: true,
});

async function chartOf(properties: Partial<A2Chart> = {}, width = 800): Promise<A2Chart> {
  const chart = new A2Chart();
  chart.style.width = `${width}px`;
  return mount(chart, { spec, model: modelOf(noise), ...properties });
}

const slider = (chart: A2Chart): HTMLElement => find(chart, '[role=slider]');
const sight = (chart: A2Chart): string => textOf(find(chart, '[role=status]'));
const over = (chart: A2Chart): HTMLElement => find(chart, '.u-over');

async function keys(chart: A2Chart, ...names: readonly string[]): Promise<void> {
  for (const name of names) {
    const shiftKey = name.startsWith('Shift ');
    slider(chart).dispatchEvent(
      new KeyboardEvent('keydown', {
        key: name.replace('Shift ', ''),
        shiftKey,
        bubbles: true,
        cancelable: true,
      }),
    );
    await settled(chart);
  }
}

/** Drags over the plot, from one share of its width to another. */
async function drag(chart: A2Chart, from: number, to: number): Promise<void> {
  const box = over(chart).getBoundingClientRect();
  const at = (share: number) => ({
    clientX: box.left + share * box.width,
    clientY: box.top + 40,
    bubbles: true,
    button: 0,
    // Without a movement it would be one of those that Chromium makes up.
    movementX: 1,
  });
  over(chart).dispatchEvent(new MouseEvent('mousemove', at(from)));
  over(chart).dispatchEvent(new MouseEvent('mousedown', at(from)));
  document.dispatchEvent(new MouseEvent('mousemove', at((from + to) / 2)));
  over(chart).dispatchEvent(new MouseEvent('mousemove', at(to)));
  document.dispatchEvent(new MouseEvent('mouseup', at(to)));
  await settled(chart);
  await settled(chart);
}

describe('<a2-chart> zoomed in', () => {
  afterEach(unmountAll);

  it('offers zooming only for long series', async () => {
    const short = await chartOf({
      spec: specOf({ xRange: [1, 3] }),
      model: modelOf([1, 2, 3], [1, 2, 3]),
    });
    assert.isEmpty(findAll(short, '.hint'));
    press(slider(short), '+');
    await settled(short);
    assert.notInclude(textOf(find(short, '.summary')), 'Showing ');
    const long = await chartOf();
    assert.lengthOf(findAll(long, '.hint'), 1);
    assert.include(slider(long).getAttribute('aria-describedby'), 'hint');
    await assertAccessible(long);
  });

  it('zooms by keyboard and keeps the x of the cursor', async () => {
    const chart = await chartOf();
    slider(chart).focus();
    await keys(chart, 'Home', 'PageUp', 'ArrowRight');
    const x = slider(chart).getAttribute('aria-valuenow');
    assert.equal(x, '42');
    await keys(chart, '+');
    assert.equal(sight(chart), 'Showing steps 22 to 221');
    assert.equal(slider(chart).getAttribute('aria-valuenow'), x);
    assert.include(textOf(find(chart, '.summary')), 'Showing steps 22 to 221 of 400.');
    await keys(chart, 'Shift ArrowRight');
    assert.equal(sight(chart), 'Showing steps 72 to 271');
    await keys(chart, '-');
    assert.equal(sight(chart), '');
    await keys(chart, '+', '+', '+', '+', '+', '+', '+', '+', '+');
    const [first, last] = sight(chart).match(/\d+/g)!.map(Number);
    assert.equal(last! - first!, 4);
    await assertAccessible(chart);
    await keys(chart, '0');
    assert.equal(sight(chart), '');
  });

  it('zooms by dragging, and back by a double click', async () => {
    const chart = await chartOf();
    await settled(chart);
    await drag(chart, 0.25, 0.5);
    const [first, last] = sight(chart).match(/\d+/g)!.map(Number);
    assert.approximately(first!, 1 + 0.25 * 399, 3);
    assert.approximately(last!, 1 + 0.5 * 399, 3);
    over(chart).dispatchEvent(new MouseEvent('dblclick', { bubbles: true, composed: true }));
    await settled(chart);
    assert.equal(sight(chart), '');
    await drag(chart, 0.5, 0.503);
    assert.equal(sight(chart), '', 'a press is no drag');
  });

  it('zooms by buttons, which keep the focus when disabled', async () => {
    const chart = await chartOf();
    const [out, closer, whole] = ['Zoom out', 'Zoom in', 'Show all'].map((name) =>
      button(chart, name),
    );
    assert.equal(out!.ariaDisabled, 'true');
    closer!.click();
    await settled(chart);
    assert.equal(sight(chart), 'Showing steps 101 to 300');
    out!.click();
    await settled(chart);
    assert.equal(sight(chart), '');
    closer!.click();
    closer!.click();
    await settled(chart);
    whole!.focus();
    whole!.click();
    await settled(chart);
    assert.equal(sight(chart), '');
    assert.equal(chart.shadowRoot!.activeElement, whole);
  });

  it('shows the model of the range during a run', async () => {
    const asked: string[] = [];
    const detail = ([from, to]: readonly [number, number]): ChartModel => {
      asked.push(`${from} ${to}`);
      return { ...modelOf([5, 6, 7], [5, 5, 5]), x: [from, (from + to) / 2, to] };
    };
    const chart = await chartOf({ detail });
    await keys(chart, '+');
    assert.deepEqual(asked, ['101 300']);
    assert.include(slider(chart).getAttribute('aria-valuetext'), 'step 300. SGD: 7. Adam: 5');
    chart.model = modelOf(noise);
    await settled(chart);
    assert.lengthOf(asked, 2);
    assert.equal(sight(chart), 'Showing steps 101 to 300');
  });

  it('resets the range when the steps change', async () => {
    const chart = await chartOf();
    await keys(chart, '+');
    chart.spec = { ...spec };
    await settled(chart);
    assert.notEqual(sight(chart), '');
    chart.spec = { ...spec, xRange: [1, 200] };
    await settled(chart);
    assert.equal(sight(chart), '');
  });

  it('says when a range has no data yet, and zooms out again', async () => {
    const half = noise.map((value, step) => (step < 50 ? value : null));
    const chart = await chartOf({ model: modelOf(half, half) });
    await keys(chart, '+');
    assert.equal(textOf(find(chart, '.promise')), 'No data in this range yet.');
    await assertAccessible(chart);
    await keys(chart, '0');
    assert.isEmpty(findAll(chart, '.promise'));
  });

  it('leaves outliers out when asked, and says so', async () => {
    const calm = await chartOf();
    assert.isEmpty(findAll(calm, '.outliers'));
    const chart = await chartOf({
      model: modelOf(
        noise,
        noise.map((value, step) => (step > 390 ? 1e6 : value)),
      ),
    });
    const toggle = button(chart, 'hide outliers');
    assert.equal(toggle.ariaPressed, 'false');
    await assertAccessible(chart);
    toggle.click();
    await settled(chart);
    assert.equal(toggle.ariaPressed, 'true');
    assert.include(textOf(find(chart, '.summary')), 'Beyond the axis: Adam to 1000000.');
    await assertAccessible(chart);
    button(chart, 'Adam').click();
    await settled(chart);
    assert.isEmpty(findAll(chart, '.outliers'), 'what is hidden stretches nothing');
  });

  it('saves all its numbers, and the drawing that is seen', async () => {
    const chart = await chartOf({ experiment: 'I1d', standIn: 'stand-in data' });
    await keys(chart, '+');
    const menu = find<A2SaveMenu>(chart, 'a2-save-menu');
    assert.deepEqual([menu.experiment, menu.chart, menu.subject], ['I1d', 'loss', 'Loss']);
    const csv = (await menu.csv!()).split('\r\n');
    assert.equal(csv[0], 'step,SGD,Adam');
    assert.equal(csv[400], `400,${noise[399]},${noise[399]}`);
    const svg = await menu.svg!();
    assert.include(svg, 'Showing steps 101 to 300 of 400.');
    assert.include(svg, 'stand-in data');
    chart.csv = () => 'everything';
    await settled(chart);
    assert.equal(await menu.csv!(), 'everything');
  });

  it('has nothing to save before there is anything', async () => {
    const nothing = noise.map(() => null);
    const chart = await chartOf({ model: modelOf(nothing, nothing) });
    assert.isTrue(find(chart, 'a2-save-menu').hidden);
  });

  it('fits a narrow screen', async () => {
    const chart = await chartOf({}, 328);
    assert.isAtMost(find(chart, 'figure').scrollWidth, 328);
    await assertAccessible(chart);
  });
});
