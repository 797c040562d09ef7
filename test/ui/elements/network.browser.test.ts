import { assert } from 'chai';
import fc from 'fast-check';
import { A2ImageStrip } from '../../../src/ui/elements/image-strip/element.ts';
import { A2Initialisation } from '../../../src/ui/elements/initialisation/element.ts';
import { A2Network } from '../../../src/ui/elements/network/element.ts';
import { columnsFor, unitsOf } from '../../../src/figures/network/layout.ts';
import { layerSizes, parameterCount } from '../../../src/document/parameters.ts';
import { distribution } from '../../../src/base/statistics/distribution.ts';
import { count } from '../../../src/base/numbers.ts';
import {
  assertAccessible,
  find,
  findAll,
  mount,
  press,
  settled,
  textOf,
  unfold,
  unmountAll,
} from './support.ts';

const sizesOf = (depth: number, width: number) =>
  layerSizes(784, { depth, width, activation: 'relu' }, 10);

describe('the layout of a network', () => {
  it('shows input and output, and leaves out hidden layers only, counted', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 66 }),
        fc.integer({ min: 0, max: 20 }),
        (layers, room) => {
          const columns = columnsFor(layers, room);
          assert.isAtMost(columns.length, Math.max(5, room));
          const covered = columns.flatMap((column) =>
            column.kind === 'layer'
              ? [column.layer]
              : Array.from({ length: column.last - column.first + 1 }, (_, i) => column.first + i),
          );
          assert.deepEqual(
            covered,
            Array.from({ length: layers }, (_, layer) => layer),
          );
          for (const column of columns) {
            if (column.kind === 'layer') continue;
            assert.isAtLeast(column.first, 2);
            assert.isAtMost(column.last, layers - 3);
          }
        },
      ),
    );
  });

  it('draws every unit of a small layer, and some of a large one', () => {
    for (const size of [1, 8, 9, 10, 4096]) {
      const { at, ellipsis } = unitsOf(size, 150);
      assert.equal(at.length, size <= 9 ? size : 7);
      assert.equal(ellipsis === null, size <= 9);
      assert.isTrue(at.every((y) => y >= 0 && y <= 150));
    }
  });
});

describe('<a2-network>', () => {
  afterEach(unmountAll);

  it('says layers, maps and parameters, in the drawing and in the table', async () => {
    const element = document.createElement('div');
    element.style.width = '1000px';
    document.body.append(element);
    const network = new A2Network();
    await mount(network, { sizes: sizesOf(8, 16), activation: 'relu' });
    const says = textOf(find(network, '#says'));
    assert.include(says, '8 hidden layers, 9 linear maps');
    assert.include(says, '14,634 parameters');
    await unfold(network);
    const rows = findAll(network, 'tbody tr').map(textOf);
    assert.lengthOf(rows, 10);
    assert.include(rows[1]!, 'B × 16 16 × 784 16 12,560 ReLU');
    assert.include(rows[9]!, 'B × 10 10 × 16 10 170 linear');
    await assertAccessible(network);
    element.remove();
  });

  it('fits from 328 px on, whatever its depth and width', async () => {
    for (const [depth, width] of [
      [0, 1],
      [1, 4096],
      [2, 64],
      [64, 1],
      [64, 500],
    ] as const) {
      for (const room of [328, 1100]) {
        const network = new A2Network();
        network.style.width = `${room}px`;
        const sizes = sizesOf(depth, width);
        await mount(network, { sizes, activation: 'tanh' });
        assert.isAtMost(network.scrollWidth, room, `${depth} × ${width} in ${room}`);
        const box = find(network, 'svg').getBoundingClientRect();
        for (const text of findAll(network, 'svg text')) {
          const { left, right } = text.getBoundingClientRect();
          assert.isAtLeast(left, box.left - 1, `${text.textContent} in ${room}`);
          assert.isAtMost(right, box.right + 1, `${text.textContent} in ${room}`);
        }
        assert.include(textOf(find(network, '#says')), count(parameterCount(sizes)));
        unmountAll();
      }
    }
  });
});

describe('<a2-initialisation>', () => {
  afterEach(unmountAll);

  it('shows every layer, in bars and in figures, and waits where nothing is known', async () => {
    const weights = distribution([-0.1, 0, 0.1], 40);
    const outputValues = distribution([0, 0, 1, 2], 40);
    const layers = [
      { inputs: 3, outputs: 4, weights, outputValues },
      { inputs: 4, outputs: 2, weights, outputValues: distribution([NaN, Infinity], 40) },
    ];
    const style = { colour: 5, marker: 'circle' } as const;
    const element = await mount(new A2Initialisation(), {
      trials: [
        { label: 'Xavier', style, inspection: { layers, batchRows: 4, rows: 4, images: null } },
        { label: 'normal σ 1', style, inspection: null },
      ],
    });
    const text = textOf(element.shadowRoot!.firstElementChild!);
    assert.include(text, '50 % zero');
    assert.include(text, '2 not finite');
    assert.lengthOf(findAll(element, 'svg.bars'), 4);
    assert.include(textOf(findAll(element, 'section')[1]!), 'Computing');
    await unfold(element);
    assert.lengthOf(findAll(element, 'tbody tr'), 4);
    assert.isFalse(find(element, 'a2-save-menu').hidden);
    await assertAccessible(element);
  });
});

describe('<a2-image-strip>', () => {
  afterEach(unmountAll);

  it('gives the classes as text, together and individually', async () => {
    const strip = await mount(new A2ImageStrip(), {
      label: 'The batch',
      pixels: new Uint8Array(5 * 784).fill(200),
      classes: [1, 0, 1, 1, 2],
      classNames: ['Coat', 'Bag', 'Shirt'],
      rows: [10, 20, 30, 40, 1050],
      listed: true,
    });
    assert.include(textOf(find(strip, '.reading')), '1 Coat, 3 Bag, 1 Shirt');
    assert.lengthOf(findAll(strip, 'li'), 5);
    const slider = find(strip, '[role=slider]');
    press(slider, 'End');
    await settled(strip);
    assert.equal(slider.getAttribute('aria-valuetext'), '5 of 5: Shirt, row 1,050');
    press(slider, 'Escape');
    await settled(strip);
    assert.include(slider.getAttribute('aria-valuetext') ?? '', '3 Bag');
    await assertAccessible(strip);
  });
});
