import { assert } from 'chai';
import { LineChart, type ChartView } from '../../../src/figures/charts/line-chart.ts';
import type { ChartModel } from '../../../src/figures/charts/model.ts';
import { yAxisOf } from '../../../src/figures/charts/range.ts';
import { readTheme } from '../../../src/figures/charts/theme.ts';
import { adopt } from '../../../src/ui/styles/adopt.ts';
import { tokens } from '../../../src/ui/styles/tokens.ts';
import { until } from '../../support/until.ts';
import { specOf } from './support.ts';

const style = { colour: 5, marker: 'circle' } as const;

const modelOf = (values: readonly (number | null)[], zero = false): ChartModel => ({
  x: values.map((_, index) => index + 1),
  groups: [
    { id: 'a', label: 'a', style },
    { id: 'b', label: 'b', style: { colour: 6, marker: 'square' } },
  ],
  lines: [
    { group: 'a', name: '', dashed: false, values },
    { group: 'b', name: '', dashed: true, values: values.map(() => (zero ? 0 : 0.5)) },
  ],
});

describe('LineChart', () => {
  let host: HTMLElement;
  let chart: LineChart;
  let cursors: (number | null)[];

  const view = (changes: Partial<ChartView> = {}): ChartView => {
    const all: Omit<ChartView, 'range'> = {
      spec: specOf({ yRange: [0, 1], references: [{ value: 0.1, label: 'chance' }] }),
      model: modelOf([0.2, 0.5, 0.9]),
      kind: 'linear',
      zoomable: true,
      hidden: new Set(),
      theme: readTheme(host),
      width: 400,
      height: 200,
      ...changes,
    };
    return { range: yAxisOf({ ...all, zoomed: false, leaveOut: false }).range, ...all };
  };

  beforeEach(() => {
    adopt(document, tokens);
    host = document.createElement('div');
    document.body.append(host);
    cursors = [];
    chart = new LineChart(host, view(), { onCursor: (index) => cursors.push(index) });
  });

  afterEach(() => {
    chart.destroy();
    host.remove();
  });

  const painted = async (): Promise<Uint8ClampedArray> => {
    await new Promise((resolve) => setTimeout(resolve));
    const canvas = host.querySelector('canvas')!;
    return canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data;
  };

  /** Whether a colour of the palette is on the canvas. */
  async function has(property: `--a2-series-${number}`): Promise<boolean> {
    host.style.color = `var(${property})`;
    const [red, green, blue] = getComputedStyle(host).color.match(/\d+/g)!.map(Number);
    const data = await painted();
    for (let at = 0; at < data.length; at += 4) {
      if (
        data[at] === red &&
        data[at + 1] === green &&
        data[at + 2] === blue &&
        data[at + 3] === 255
      )
        return true;
    }
    return false;
  }

  it('draws each group in its colour', async () => {
    assert.isTrue(await has('--a2-series-5'));
    assert.isTrue(await has('--a2-series-6'));
    assert.isFalse(await has('--a2-series-1'));
  });

  it('does not draw what is hidden', async () => {
    chart.update(view({ hidden: new Set(['b']) }));
    assert.isTrue(await has('--a2-series-5'));
    assert.isFalse(await has('--a2-series-6'));
    chart.update(view());
    assert.isTrue(await has('--a2-series-6'));
  });

  it('draws all but the group that is set off pale, and one that it has not as none', async () => {
    const { markers, ...spec } = specOf({ yRange: [0, 1] });
    assert.isTrue(markers);
    const plain = { spec: { ...spec, markers: false } };
    chart.update(view({ ...plain, highlighted: 'b' }));
    assert.isFalse(await has('--a2-series-5'));
    assert.isTrue(await has('--a2-series-6'));
    chart.update(view({ ...plain, highlighted: 'no such group' }));
    assert.isTrue(await has('--a2-series-5'));
    chart.update(view({ highlighted: 'a' }));
    assert.isTrue(await has('--a2-series-5'));
    assert.isFalse(await has('--a2-series-6'));
  });

  it('keeps its canvas while data comes and makes a new one for other lines', () => {
    const canvas = host.querySelector('canvas');
    chart.update(view({ model: modelOf([0.2, 0.6, 0.3]) }));
    assert.equal(host.querySelector('canvas'), canvas);
    const model = modelOf([0.2, 0.6, 0.3]);
    chart.update(view({ model: { ...model, lines: model.lines.slice(0, 1) } }));
    assert.notEqual(host.querySelector('canvas'), canvas);
    assert.equal(host.querySelectorAll('canvas').length, 1);
  });

  it('says where lines end, higher values higher up', async () => {
    await painted();
    const ends = chart.ends();
    assert.isBelow(ends.get('a')!, ends.get('b')!);
    chart.update(view({ hidden: new Set(['b']) }));
    assert.isFalse(chart.ends().has('b'));
  });

  it('draws an axis before any data', async () => {
    chart.update(view({ model: modelOf([null, null, null]) }));
    assert.isTrue((await painted()).some((value) => value > 0));
  });

  it('follows the pointer and ignores its own moves', async () => {
    await painted();
    cursors.length = 0;
    chart.setCursor(1);
    await painted();
    assert.isEmpty(cursors);
    const over = host.querySelector<HTMLElement>('.u-over')!;
    const box = over.getBoundingClientRect();
    over.dispatchEvent(
      new MouseEvent('mousemove', { clientX: box.right - 2, clientY: box.top + 20, bubbles: true }),
    );
    await until('the pointer is followed', () => cursors.at(-1) === 2);
    assert.deepEqual([...new Set(cursors)], [2]);
  });

  it('gives zeros a band of their own on a log axis', async () => {
    const spec = specOf({ scale: 'log', zeroBand: true });
    chart.update(view({ spec, kind: 'log', model: modelOf([1e-6, 1e-3, 1], true) }));
    await painted();
    assert.equal(chart.range.zeroTop, -6);
    assert.isBelow(chart.range.min, -6);
    // The zero line ends in the band, below everything else.
    assert.isAbove(chart.ends().get('b')!, chart.ends().get('a')!);
  });

  it('changes its colours with the theme', async () => {
    document.documentElement.dataset.theme = 'dark';
    chart.update(view());
    const dark = await has('--a2-series-5');
    document.documentElement.dataset.theme = 'light';
    assert.isTrue(dark);
    assert.isFalse(await has('--a2-series-5'));
    chart.update(view());
    assert.isTrue(await has('--a2-series-5'));
    delete document.documentElement.dataset.theme;
  });

  it('leaves nothing behind', () => {
    chart.destroy();
    assert.equal(host.childElementCount, 0);
  });
});
