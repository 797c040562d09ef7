import { assert } from 'chai';
import type { ChartModel, ChartSpec } from '../../../src/figures/charts/model.ts';
import { chartSvg, type SvgOptions } from '../../../src/figures/charts/svg.ts';
import { lightTheme } from '../../../src/figures/charts/svg-theme.ts';
import { specOf } from './support.ts';

const model: ChartModel = {
  x: [1, 2, 3],
  groups: [
    { id: 'a', label: 'Xavier & <co>', style: { colour: 7, marker: 'diamond' } },
    { id: 'b', label: 'uniform ±1', style: { colour: 6, marker: 'triangle' }, note: 'diverged' },
  ],
  lines: [
    { group: 'a', name: 'train', dashed: false, values: [0.25, 0.5, 0.75] },
    {
      group: 'a',
      name: 'test',
      dashed: true,
      values: [0.2, 0.4, 0.6],
      spread: { low: [0.1, 0.3, 0.5], high: [0.3, 0.5, 0.7], counts: [2, 2, 2], of: 2 },
    },
    { group: 'b', name: 'train', dashed: false, values: [0.9, null, 0.1] },
    { group: 'b', name: 'test', dashed: true, values: [0.8, null, null] },
  ],
};

/** The drawing, laid out by the browser. */
function drawn(
  spec: ChartSpec,
  given: ChartModel = model,
  options: SvgOptions = {},
): SVGSVGElement {
  const parsed = new DOMParser().parseFromString(chartSvg(spec, given, options), 'image/svg+xml');
  assert.isNull(parsed.querySelector('parsererror'));
  const root = document.importNode(parsed.documentElement, true) as unknown as SVGSVGElement;
  document.body.append(root);
  return root;
}

type Point = [number, number];
const points = (path: Element): Point[] =>
  [...path.getAttribute('d')!.matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)].map(([, x, y]) => [
    Number(x),
    Number(y),
  ]);

const texts = (root: SVGSVGElement): SVGTextElement[] => [...root.querySelectorAll('text')];
const textNamed = (root: SVGSVGElement, text: string): SVGTextElement => {
  const found = texts(root).find((each) => each.textContent === text);
  assert.isDefined(found, `no text "${text}"`);
  return found;
};

/** Where a value stands, from two ticks of the axis: independent of how the drawing came about. */
function ruler(root: SVGSVGElement, low: [string, number], high: [string, number]) {
  const y = (label: string) => Number(textNamed(root, label).getAttribute('y')) - 4;
  const [from, to] = [y(low[0]), y(high[0])];
  return (value: number) => from + ((value - low[1]) / (high[1] - low[1])) * (to - from);
}

describe('a chart as SVG', () => {
  afterEach(() => {
    for (const root of document.querySelectorAll('body > svg')) root.remove();
  });

  const spec = specOf({ yRange: [0, 1], references: [{ value: 0.1, label: 'chance' }] });

  it('puts every point where its axes say', () => {
    const root = drawn(spec);
    const top = ruler(root, ['0', 0], ['1', 1]);
    const lines = [...root.querySelectorAll('path.line')];
    assert.equal(lines.length, 4);
    model.lines.forEach((line, index) => {
      const values = line.values.filter((value) => value !== null);
      const found = points(lines[index]!);
      assert.equal(found.length, values.length);
      found.forEach(([, y], at) => assert.approximately(y, top(values[at]!), 0.02));
    });
    const [first, second, third] = points(lines[0]!).map(([x]) => x);
    assert.approximately(second! - first!, third! - second!, 0.02);
    for (const [label, x] of [
      ['1', first],
      ['3', third],
    ] as const) {
      const tick = texts(root).filter(
        (each) => each.textContent === label && each.getAttribute('text-anchor') === 'middle',
      );
      assert.approximately(Number(tick[0]?.getAttribute('x')), x!, 0.02);
    }
  });

  it('breaks a line where it has no value', () => {
    const root = drawn(spec);
    const [, , broken] = root.querySelectorAll('path.line');
    assert.equal(broken!.getAttribute('d')!.match(/M/g)!.length, 2);
  });

  it('repeats by dash what colour says, and draws bands around means', () => {
    const root = drawn(spec);
    const lines = [...root.querySelectorAll('path.line')];
    assert.deepEqual(
      lines.map((line) => line.getAttribute('stroke-dasharray')),
      [null, '6 4', null, '6 4'],
    );
    assert.equal(lines[0]!.getAttribute('stroke'), lightTheme.series[7]);
    const bands = root.querySelectorAll('path.band');
    assert.equal(bands.length, 1);
    const top = ruler(root, ['0', 0], ['1', 1]);
    const corners = points(bands[0]!).map(([, y]) => y);
    [0.3, 0.5, 0.7, 0.5, 0.3, 0.1].forEach((value, at) =>
      assert.approximately(corners[at]!, top(value), 0.02),
    );
  });

  it('dots the third line of a group, as the page does', () => {
    const lines = [
      ...model.lines,
      { group: 'a', name: 'valid.', dashed: true, dotted: true, values: [0.2, 0.4, 0.6] },
    ];
    const root = drawn(spec, { ...model, lines });
    const dashes = [...root.querySelectorAll('path')].map((path) =>
      path.getAttribute('stroke-dasharray'),
    );
    // The line, and its sample beside the title.
    assert.lengthOf(
      dashes.filter((dash) => dash === '1.5 3.5'),
      2,
    );
  });

  it('is read by title, description, legend and reference', () => {
    const root = drawn(spec, model, { warning: 'stand-in data, not FashionMNIST' });
    assert.equal(root.querySelector('title')!.textContent, 'Accuracy');
    assert.include(root.querySelector('desc')!.textContent, 'Not compared: uniform ±1 diverged');
    for (const text of [
      'Xavier & <co>',
      'uniform ±1, diverged',
      'chance',
      'epoch',
      'accuracy, %',
      'train',
      'stand-in data, not FashionMNIST',
    ]) {
      textNamed(root, text);
    }
  });

  it('keeps every text inside and off every other, in any width', () => {
    for (const [width, height] of [
      [720, 380],
      [420, 320],
      [1000, 500],
    ] as const) {
      for (const count of [1, 4, 20]) {
        const groups = Array.from({ length: count }, (_, index) => ({
          id: String(index),
          label: `rate 0.${index} · batch 16, of some length`,
          style: { colour: 5, marker: 'circle' } as const,
        }));
        const lines = groups.map(({ id }, index) => ({
          group: id,
          name: '',
          dashed: false,
          values: [0.5, 0.5, 0.5 + index / 1000],
        }));
        const root = drawn(spec, { x: [1, 2, 3], groups, lines }, { width, height });
        const box = root.getBoundingClientRect();
        const boxes = texts(root).map((text) => ({ text, box: text.getBoundingClientRect() }));
        boxes.forEach(({ text, box: each }, index) => {
          const named = `${width} ${count} "${text.textContent}"`;
          assert.isAtLeast(each.left, box.left, named);
          assert.isAtMost(each.right, box.right + 1, named);
          assert.isAtMost(each.bottom, box.bottom + 1, named);
          for (const { text: other, box: two } of boxes.slice(index + 1)) {
            const wide = Math.min(each.right, two.right) - Math.max(each.left, two.left);
            const high = Math.min(each.bottom, two.bottom) - Math.max(each.top, two.top);
            assert.isFalse(wide > 2 && high > 5, `${named} over "${other.textContent}"`);
          }
        });
        root.remove();
      }
    }
  });

  it('has decades, and zeros in a band below them', () => {
    const log = specOf({ scale: 'log', zeroBand: true });
    const line = { group: 'a', name: '', dashed: false, values: [0, 1e-6, 1e-3] };
    const given = { x: [1, 2, 3], groups: model.groups.slice(0, 1), lines: [line] };
    const root = drawn(log, given);
    const top = ruler(root, ['10⁻⁶', -6], ['10⁻³', -3]);
    const found = points(root.querySelector('path.line')!);
    assert.equal(found.length, 2, 'no line leads to a zero');
    assert.approximately(found[0]![1], top(-6), 0.02);
    assert.approximately(found[1]![1], top(-3), 0.02);
    const markers = root.querySelector('path.markers')!.getAttribute('d')!.match(/M/g)!;
    assert.equal(markers.length, 3, 'but it has its marker');
    const zero = texts(root).find((each) => each.textContent === '0')!;
    assert.isAbove(Number(zero.getAttribute('y')), top(-6));
  });

  it('cuts off what leaves the axis, marks it and says so', () => {
    const calm = Array.from({ length: 80 }, (_, index) => 1 + (index % 7) / 10);
    const wild = calm.map((value, index) => (index < 40 ? value : 1e5));
    const given: ChartModel = {
      x: calm.map((_, index) => index + 1),
      groups: model.groups,
      lines: [
        { group: 'a', name: '', dashed: false, values: calm },
        { group: 'b', name: '', dashed: false, values: wild },
      ],
    };
    const long = specOf({ xRange: [1, 80], markers: false });
    const all = drawn(long, given);
    assert.isEmpty(all.querySelectorAll('path.beyond'));
    const root = drawn(long, given, { leaveOut: true });
    const mark = root.querySelector('path.beyond')!;
    assert.equal(mark.getAttribute('fill'), lightTheme.series[6]);
    assert.include(
      root.querySelector('desc')!.textContent,
      'Beyond the axis: uniform ±1 to 100000',
    );
    const plot = root.querySelector('svg')!;
    assert.equal(plot.getAttribute('overflow'), 'hidden');
    assert.isAtLeast(points(mark)[0]![1], Number(plot.getAttribute('y')));
  });

  it('leaves out what is hidden and shows only what is in sight', () => {
    const root = drawn(spec, model, { hidden: new Set(['b']) });
    assert.equal(root.querySelectorAll('path.line').length, 2);
    const long = specOf({ xRange: [1, 100] });
    const near = drawn(long, { ...model, x: [10, 11, 12] }, { window: [10, 12] });
    const [first] = points(near.querySelector('path.line')!);
    const plot = near.querySelector('svg')!;
    assert.approximately(first![0], Number(plot.getAttribute('x')) + 1, 0.02);
    assert.include(near.querySelector('desc')!.textContent, 'Showing epochs 10 to 12 of 100');
  });

  it('draws axes before any data, and takes any text', () => {
    const nothing = { x: [1, 2, 3], groups: [], lines: [] };
    drawn(specOf({ title: 'a\u0000b "c" & <d> \ud800' }), nothing);
    assert.isAbove(texts(drawn(specOf({ scale: 'log' }), nothing)).length, 4);
  });
});
