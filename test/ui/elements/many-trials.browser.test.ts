/** The parts of an experiment's page with hundreds of trials: what is drawn, and that the rest can be reached. */
import { assert } from 'chai';
import { parseExperiment } from '../../../src/document/parse.ts';
import type { TrialState } from '../../../src/lab/state.ts';
import { waitingTrial } from '../../../src/lab/reduce.ts';
import { A2Figures } from '../../../src/ui/elements/figures/element.ts';
import { A2Heatmap } from '../../../src/ui/elements/heatmap/element.ts';
import { A2ParallelCoordinates } from '../../../src/ui/elements/parallel-coordinates/element.ts';
import { A2ResultsTable } from '../../../src/ui/elements/results-table/element.ts';
import { A2TrialList } from '../../../src/ui/elements/trial-list/element.ts';
import { trained } from '../../lab/fixture/states.ts';
import { trialLabel } from '../../../src/text/labels.ts';
import { until } from '../../support/until.ts';
import {
  assertAccessible,
  button,
  choose,
  find,
  findAll,
  mount,
  press,
  settled,
  textOf,
  type,
  unmountAll,
} from './support.ts';

const counted = (count: number): number[] => Array.from({ length: count }, (_, at) => at + 1);
const [rates, widths] = [30, 20];

function planned() {
  const parsed = parseExperiment({
    format: 'a2-experiment',
    version: 1,
    name: 'many',
    title: 'Many trials',
    trial: {
      dataset: { name: 'housing-synthetic', trainSize: 32 },
      model: { depth: 1, width: 8, activation: 'relu' },
      optimizer: { name: 'sgd', learningRate: 0.01 },
      batchSize: 16,
      epochs: 2,
    },
    axes: [
      { path: 'optimizer.learningRate', values: counted(rates).map((rate) => rate / 1000) },
      { path: 'model.width', values: counted(widths) },
    ],
  });
  if (!parsed.ok) throw new Error(parsed.issues.map(({ message }) => message).join('; '));
  return parsed;
}

const { trials: plans, experiment } = planned();
const { axes } = experiment;
/** Most are done, the first ones wait. */
const states: readonly TrialState[] = plans.map((plan, index) =>
  index < 10 ? waitingTrial(plan) : trained(plan, index, plans.length, 1),
);

/** The module that finds the rows in view comes a moment later. */
const inPart = (element: Element): Promise<unknown> =>
  until('only a part is drawn', () => findAll(element, '[data-gap]').length > 0 || undefined);

describe('600 trials in a table', () => {
  afterEach(unmountAll);

  async function shown(): Promise<A2ResultsTable> {
    const table = await mount(new A2ResultsTable(), { trials: states, axes });
    await inPart(table);
    await settled(table);
    return table;
  }

  const rows = (table: Element) => findAll(table, 'tbody tr[data-index]');

  it('are drawn where they are seen, with their places among all', async () => {
    const table = await shown();
    assert.equal(find(table, 'table').getAttribute('aria-rowcount'), '601');
    assert.isBelow(rows(table).length, 60);
    assert.equal(rows(table)[0]!.getAttribute('aria-rowindex'), '2');
    const scroller = find(table, '.scroll');
    scroller.scrollTop = scroller.scrollHeight;
    await until('the last row is drawn', () => rows(table).at(-1)?.dataset.index === '599');
    assert.isBelow(rows(table).length, 60);
    await assertAccessible(table);
  });

  it('are as high together as if all were drawn', async () => {
    const table = await shown();
    const height = rows(table)[0]!.getBoundingClientRect().height;
    assert.approximately(find(table, 'tbody').getBoundingClientRect().height, 600 * height, 300);
  });

  it('are sorted all, and walked through by keys to the last one', async () => {
    const table = await shown();
    button(table, 'Layer width').click();
    await settled(table);
    button(table, 'Layer width').click();
    await settled(table);
    assert.include(textOf(rows(table)[0]!), '20');
    const focused = () => table.shadowRoot!.activeElement?.closest('tr')?.dataset.index;
    rows(table)[0]!.querySelector('button')!.focus();
    for (const [key, index] of [
      ['ArrowDown', '1'],
      ['PageDown', '11'],
      ['End', '599'],
      ['ArrowUp', '598'],
      ['Home', '0'],
    ] as const) {
      press(table.shadowRoot!.activeElement!, key);
      await until(`${key} moves to ${index}`, () => focused() === index);
    }
  });

  it('keep the row that has the focus, wherever is scrolled to', async () => {
    const table = await shown();
    rows(table)[3]!.querySelector('button')!.focus();
    const scroller = find(table, '.scroll');
    await until('the last row is drawn', () => {
      // Again and again, since WebKit scrolls to what has the focus a moment later.
      scroller.scrollTop = scroller.scrollHeight;
      return rows(table).at(-1)?.dataset.index === '599';
    });
    assert.equal(table.shadowRoot!.activeElement?.closest('tr')?.dataset.index, '3');
  });

  it('are found by words, and numbers as a whole', async () => {
    const table = await shown();
    const field = find<HTMLInputElement>(table, 'input');
    type(field, 'width 2 done');
    await settled(table);
    const found = textOf(find(table, '[role=status]'));
    assert.equal(found, '29 of 600 trials');
    type(field, 'rate 0.03 width 20');
    await settled(table);
    assert.lengthOf(rows(table).length === 0 ? findAll(table, 'tbody tr') : rows(table), 1);
    await assertAccessible(table);
  });

  it('bring the one that is highlighted elsewhere into view', async () => {
    const table = await shown();
    table.highlighted = plans[500]!.id;
    await until('its row is drawn', () => findAll(table, 'tr.set-off').length === 1);
    assert.equal(find(table, 'tr.set-off').dataset.index, '500');
  });

  it('are all there when they are printed', async () => {
    const table = await shown();
    dispatchEvent(new Event('beforeprint'));
    await settled(table);
    assert.lengthOf(findAll(table, 'tbody tr'), 600);
    dispatchEvent(new Event('afterprint'));
    await settled(table);
    await inPart(table);
  });

  it('are drawn all, where they are few', async () => {
    const table = await mount(new A2ResultsTable(), { trials: states.slice(0, 100), axes });
    assert.lengthOf(findAll(table, 'tbody tr'), 100);
    assert.isNull(table.shadowRoot!.querySelector('input'));
    assert.isNull(find(table, 'table').getAttribute('aria-rowcount'));
  });
});

describe('600 trials in the list', () => {
  afterEach(unmountAll);

  it('are drawn where they are seen, with their number and place', async () => {
    const list = await mount(new A2TrialList(), { trials: states, axes });
    await inPart(list);
    await settled(list);
    const items = () => findAll(list, 'li:not(.gap)');
    assert.isBelow(items().length, 100);
    assert.equal(items()[0]!.getAttribute('aria-setsize'), '600');
    const scroller = find(list, 'ul');
    scroller.scrollTop = scroller.scrollHeight;
    await until('the last one is drawn', () => items().at(-1)?.ariaPosInSet === '600');
    await assertAccessible(list);
  });
});

describe('600 cells of a heatmap', () => {
  afterEach(unmountAll);

  const shown = () => mount(new A2Heatmap(), { trials: states, axes });
  const cell = (map: Element) => find(find(map, 'a2-dense-cells'), '[role=gridcell]');

  it('are drawn on a canvas, accessibly', async () => {
    const map = await shown();
    assert.lengthOf(findAll(map, 'td'), 0);
    const canvas = find<HTMLCanvasElement>(find(map, 'a2-dense-cells'), 'canvas');
    const colours = new Set<string>();
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    for (let at = 0; at < data.length; at += 4) colours.add(data.slice(at, at + 4).join());
    assert.isAbove(colours.size, 20, 'shades of the scale');
    assert.equal(
      find(find(map, 'a2-dense-cells'), '[role=grid]').getAttribute('aria-rowcount'),
      '30',
    );
    await assertAccessible(map);
  });

  it('are walked through by keys, and say what they are', async () => {
    const map = await shown();
    cell(map).focus();
    for (const [key, label] of [
      ['ArrowRight', 'learning rate 0.001, layer width 2: waiting'],
      ['ArrowDown', 'learning rate 0.002, layer width 2: test MSE'],
    ] as const) {
      press(cell(map), key);
      await until(`${key} reads ${label}`, () => cell(map).ariaLabel?.startsWith(label) === true);
      const { activeElement } = find(map, 'a2-dense-cells').shadowRoot!;
      assert.equal(activeElement, cell(map));
    }
    await until('the cell is described below the map', () =>
      textOf(find(map, '.reading')).includes('learning rate 0.002, layer width 2'),
    );
  });

  it('are pointed at and pressed where they are drawn', async () => {
    const map = await shown();
    const told: (string | null)[] = [];
    map.addEventListener('a2-highlight', ({ trial }) => {
      told.push(trial);
      map.highlighted = trial;
    });
    const dense = find(map, 'a2-dense-cells');
    press(cell(map), 'End');
    await settled(map);
    const box = cell(map).getBoundingClientRect();
    const at = { clientX: box.x + box.width / 2, clientY: box.y + box.height / 2, bubbles: true };
    find(dense, 'canvas').dispatchEvent(new PointerEvent('pointermove', at));
    await settled(map);
    assert.include(textOf(find(map, '.reading')), 'layer width 20');
    find(dense, 'canvas').dispatchEvent(new MouseEvent('click', at));
    await settled(map);
    assert.deepEqual(told, [plans[widths - 1]!.id]);
    assert.equal(cell(map).ariaSelected, 'true');
  });
});

describe('600 lines of parallel coordinates', () => {
  afterEach(unmountAll);

  it('are a few paths, of which a press finds the nearest line', async () => {
    const figure = await mount(new A2ParallelCoordinates(), { trials: states, axes });
    assert.isBelow(findAll(figure, '.line').length, 100);
    assert.lengthOf(findAll(figure, '.hit'), 0);
    let told: string | null = null;
    figure.addEventListener('a2-highlight', ({ trial }) => (told = trial));
    const box = find(figure, 'svg.plot').getBoundingClientRect();
    const press = (x: number, y: number) =>
      find(figure, '.area').dispatchEvent(
        new MouseEvent('click', { clientX: box.x + x, clientY: box.y + y, bubbles: true }),
      );
    press(64, 282);
    assert.isTrue(
      plans.slice(0, widths).some(({ id }) => id === told),
      'one of the lowest rate',
    );
    const picture = new DOMParser().parseFromString(figure.svg(), 'image/svg+xml');
    assert.isNull(picture.querySelector('[data-tool]'));
    await assertAccessible(figure);
  });
});

describe('600 trials in the charts', () => {
  afterEach(unmountAll);

  it('are shown in part, by a rule that can be chosen', async () => {
    const figures = await mount(new A2Figures(), { trials: states, axes, status: 'done', most: 1 });
    const labels = () => findAll(find(figures, 'a2-chart'), '.legend .name').map(textOf);
    assert.lengthOf(labels(), 60);
    assert.include(labels()[0], 'rate 0.001 · width 1');
    assert.include(textOf(find(figures, 'p')), 'of 600 trials');
    choose(find<HTMLSelectElement>(figures, 'select'), 'the best 60');
    await settled(figures);
    assert.lengthOf(labels(), 60);
    const error = ({ epochs }: TrialState) => Number(Reflect.get(epochs.at(-1) ?? {}, 'testMse'));
    const [best] = states.slice(10).toSorted((a, b) => error(a) - error(b));
    assert.include(labels()[0], trialLabel(best!.plan.values));
    figures.highlighted = plans.at(-1)!.id;
    await settled(figures);
    assert.lengthOf(labels(), 60);
    assert.include(labels().at(-1), 'rate 0.03 · width 20');
    await assertAccessible(figures);
  });

  it('are chosen by their validation rows where some are held out, not by the test rows', async () => {
    const held = states.map((trial): TrialState => {
      const { plan } = trial;
      const dataset = { ...plan.trial.dataset, validation: 8 };
      const epochs = trial.epochs.map((record) => ({
        ...record,
        validationMse: -Number(Reflect.get(record, 'testMse')),
        validationMae: 1,
      }));
      return { ...trial, epochs, plan: { ...plan, trial: { ...plan.trial, dataset } } };
    });
    const figures = await mount(new A2Figures(), { trials: held, axes, status: 'done', most: 1 });
    choose(find<HTMLSelectElement>(figures, 'select'), 'the best 60');
    await settled(figures);
    const error = ({ epochs }: TrialState) => Number(Reflect.get(epochs.at(-1) ?? {}, 'testMse'));
    const [chosen] = states.slice(10).toSorted((a, b) => error(b) - error(a));
    const first = findAll(find(figures, 'a2-chart'), '.legend .name').map(textOf)[0];
    assert.include(first, trialLabel(chosen!.plan.values));
  });
});
