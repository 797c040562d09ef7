/** Browsing test images, asking what if, and bringing a picture. */
import { fullCsv } from '../../../src/document/table.ts';
import { assert } from 'chai';
import { A2DrawCanvas } from '../../../src/ui/elements/draw-canvas/element.ts';
import { contentBox, fromFile, isBright } from '../../../src/ui/elements/draw-canvas/from-file.ts';
import { grey } from '../../../src/lab/model/grey.ts';
import { A2ImageBrowser } from '../../../src/ui/elements/image-browser/element.ts';
import type { JudgedImages } from '../../../src/lab/judge/types.ts';
import { A2WhatIf } from '../../../src/ui/elements/what-if/element.ts';
import { targetWords } from '../../../src/text/target.ts';
import {
  assertAccessible,
  button,
  choose,
  find,
  findAll,
  mount,
  settled,
  shows,
  textOf,
  unmountAll,
} from './support.ts';

/** 60 images of two classes; every third is predicted as the other, with growing confidence. */
function images(): JudgedImages {
  const rows = Array.from({ length: 60 }, (_, row) => row);
  const wrong = (row: number) => row % 3 === 0;
  const truths = rows.map((row) => row % 2);
  const predicted = rows.map((row) => (wrong(row) ? 1 - truths[row]! : truths[row]!));
  const sure = (row: number) => 0.5 + row / 200;
  const probabilities = Float32Array.from(
    rows.flatMap((row) =>
      predicted[row] === 0 ? [sure(row), 1 - sure(row)] : [1 - sure(row), sure(row)],
    ),
  );
  const pixels = new Uint8Array(60 * 784).map((_, i) => Math.floor(i / 784));
  return { pixels, truths, predicted, probabilities, names: ['Coat', 'Bag'] };
}

/** What the browser shows, by the numbers of the images. */
const shown = (browser: A2ImageBrowser): number[] =>
  findAll(browser, 'canvas').map((canvas) => Number(canvas.ariaLabel?.replace('test image ', '')));

describe('the image browser', () => {
  afterEach(unmountAll);

  it('starts with the most confident mistakes', async () => {
    const browser = await mount(new A2ImageBrowser(), { images: images() });
    assert.deepEqual(shown(browser).slice(0, 3), [57, 54, 51]);
    assert.include(textOf(find(browser, '[role=status]')), '20 images, page 1 of 1');
    assert.match(textOf(find(browser, 'li')), /Predicted: Coat, 78\.5.% True: Bag/);
    const canvas = find<HTMLCanvasElement>(browser, 'canvas');
    assert.deepEqual(
      [...canvas.getContext('2d')!.getImageData(3, 3, 1, 1).data],
      [57, 57, 57, 255],
    );
    await assertAccessible(browser);
  });

  it('turns pages, and starts again when the filter changes', async () => {
    const browser = await mount(new A2ImageBrowser(), { images: images() });
    choose(findAll<HTMLSelectElement>(browser, 'select')[0]!, 'all');
    await settled(browser);
    assert.isTrue(button(browser, 'Previous').disabled);
    button(browser, 'Next').click();
    await settled(browser);
    button(browser, 'Next').click();
    await settled(browser);
    assert.deepEqual(shown(browser).slice(0, 2), [48, 49]);
    assert.isTrue(button(browser, 'Next').disabled);
    choose(findAll<HTMLSelectElement>(browser, 'select')[1]!, '1');
    await settled(browser);
    assert.deepEqual(shown(browser).slice(0, 2), [1, 3]);
    assert.include(textOf(find(browser, '[role=status]')), '30 images, page 1 of 2');
  });

  it('takes a filter from outside, whatever was chosen by hand before', async () => {
    const browser = await mount(new A2ImageBrowser(), { images: images() });
    const truth = findAll<HTMLSelectElement>(browser, 'select')[1]!;
    choose(truth, '1');
    await settled(browser);
    browser.filter = { show: 'all', truth: 0, predicted: 1 };
    await settled(browser);
    assert.equal(truth.value, '0');
    assert.deepEqual(shown(browser).slice(0, 3), [0, 6, 12]);
    browser.filter = { show: 'mistakes', truth: 0, predicted: 0 };
    await settled(browser);
    assert.isEmpty(shown(browser));
    assert.include(textOf(find(browser, '[role=status]')), '0 images, page 1 of 1');
    await assertAccessible(browser);
  });
});

describe('what if', () => {
  afterEach(unmountAll);

  const features = [
    { name: 'Income', meaning: 'median income', unit: '$10,000', low: 0, high: 10, median: 4 },
    { name: 'Age', meaning: 'median age', unit: 'years', low: 1, high: 51, median: 30 },
  ];
  const statistics = { mean: Float64Array.of(4, 30), deviation: Float64Array.of(2, 10) };
  const rows = [
    { features: [2, 20], truth: 1.5 },
    { features: [8, 40], truth: 3.25 },
  ];
  /** 2 + the first feature − half the second, both standardised, in $100,000. */
  const predict = (all: Float32Array) =>
    Promise.resolve(
      Float32Array.from(
        { length: all.length / 2 },
        (_, i) => 2 + all[2 * i]! - all[2 * i + 1]! / 2,
      ),
    );
  const open = () =>
    mount(new A2WhatIf(), {
      features,
      statistics,
      predict,
      districts: { count: 2, at: (row: number) => rows[row]! },
    });
  const slide = (what: A2WhatIf, index: number, value: string) => {
    const slider = find<HTMLInputElement>(what, `#range-${index}`);
    slider.value = value;
    slider.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
  };
  const value = (what: A2WhatIf) => () => textOf(find(what, '.value'));

  it('predicts at the medians, and again when a slider is moved', async () => {
    const what = await open();
    await shows(value(what), '$200,000');
    slide(what, 0, '6');
    await shows(value(what), '$300,000');
    assert.include(textOf(what.shadowRoot!.querySelector('svg + p')!), 'As Income goes from 0');
    button(what, 'Medians').click();
    await shows(value(what), '$200,000');
    await assertAccessible(what);
  });

  it('takes the district of a number, the next one, and says what it is worth', async () => {
    const what = await open();
    const field = find<HTMLInputElement>(what, '.bar input');
    const enter = (text: string) => {
      field.value = text;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    };
    enter('1');
    await shows(value(what), '$350,000');
    assert.include(
      textOf(find(what, '.value + p')),
      'Test district 1 has the true value $325,000.',
    );
    button(what, 'Next').click();
    await shows(value(what), '$150,000');
    assert.equal(field.value, '0');
    slide(what, 0, '4');
    await shows(value(what), '$250,000');
    assert.include(
      textOf(find(what, '.value + p')),
      'before your changes, has the true value $150,000',
    );
    enter('99');
    await shows(value(what), '$350,000');
    assert.equal(field.value, '1');
    enter('');
    assert.equal(field.value, '1');
    await assertAccessible(what);
  });

  it('lets the curve go along a chosen feature, whatever is moved', async () => {
    const what = await open();
    choose(find<HTMLSelectElement>(what, 'select'), '1');
    const told = () => textOf(find(what, 'svg + p'));
    await shows(told, 'As Age goes');
    assert.include(told(), 'from $345,000 to $95,000');
    slide(what, 0, '6');
    await shows(value(what), '$300,000');
    assert.include(told(), 'As Age goes');
    choose(find<HTMLSelectElement>(what, 'select'), '-1');
    await shows(told, 'As Income goes');
  });

  it('has a select for a column of texts, whose row is always one that can be', async () => {
    const asked: Float32Array[] = [];
    const one = (at: number) => [0, 1, 2].map((each) => Number(each === at));
    const option = (label: string, at: number) => ({ label, values: one(at) });
    const what = await mount(new A2WhatIf(), {
      features: [
        { name: 'kind=a', meaning: '', unit: '', low: 0, high: 1, median: 0 },
        { name: 'kind=b', meaning: '', unit: '', low: 0, high: 1, median: 1 },
        { name: 'kind=c', meaning: '', unit: '', low: 0, high: 1, median: 0 },
        { name: 'same', meaning: '', unit: '', low: 7, high: 7, median: 7 },
      ],
      categories: [
        { name: 'kind', first: 0, options: [option('a', 0), option('b', 1), option('c', 2)] },
      ],
      statistics: { mean: new Float64Array(4), deviation: new Float64Array(4).fill(1) },
      words: targetWords({
        name: 'table',
        table: {
          sha256: 'a'.repeat(64),
          title: 'mine.csv',
          csv: fullCsv({}),
          target: 'price',
          task: 'regression',
          features: ['kind=a', 'kind=b', 'kind=c', 'same'],
          classes: [],
          rows: 9,
          complete: 9,
          missing: 'drop',
          testFraction: 0.25,
        },
      }),
      /** 10 for a, 20 for b, 30 for c. */
      predict: (all: Float32Array) => {
        asked.push(all);
        return Promise.resolve(
          Float32Array.from(
            { length: all.length / 4 },
            (_, row) => 10 * all[4 * row]! + 20 * all[4 * row + 1]! + 30 * all[4 * row + 2]!,
          ),
        );
      },
    });
    await shows(value(what), '20.00');
    assert.isEmpty(findAll(what, 'input'));
    assert.include(textOf(find(what, '.fixed')), 'same 7.000 in every row');
    const select = find<HTMLSelectElement>(what, '#select-0');
    assert.equal(textOf(select.selectedOptions[0]!), 'b');
    assert.include(
      textOf(find(what, 'svg + p')),
      'As kind changes, all else equal, the prediction goes from 10.00 (a) to 30.00 (c).',
    );
    choose(select, '2');
    await shows(value(what), '30.00');
    button(what, 'Medians and most frequent').click();
    await shows(value(what), '20.00');
    for (const rows of asked) {
      for (let row = 0; row < rows.length; row += 4) {
        assert.equal(rows[row]! + rows[row + 1]! + rows[row + 2]!, 1);
      }
    }
    await assertAccessible(what);
  });

  it('says why there is no prediction', async () => {
    const what = await open();
    what.predict = () => Promise.reject(new Error('The worker ended.'));
    await shows(() => textOf(find(what, '[role=alert]')), 'The worker ended.');
  });
});

/** A picture of one colour with a box of another in it. */
async function picture(
  paper: string | null,
  ink: string,
  [x, y, w, h]: readonly [number, number, number, number],
): Promise<File> {
  const canvas = new OffscreenCanvas(200, 120);
  const context = canvas.getContext('2d')!;
  if (paper !== null) {
    context.fillStyle = paper;
    context.fillRect(0, 0, 200, 120);
  }
  context.fillStyle = ink;
  context.fillRect(x, y, w, h);
  return new File([await canvas.convertToBlob()], 'mine.png', { type: 'image/png' });
}

const box = (pixels: Uint8Array) => contentBox(pixels, 28, 28);

describe('a picture that is loaded', () => {
  afterEach(unmountAll);

  it('is cropped to its content, scaled to the longer side and centred', async () => {
    const { pixels, summary: told } = await fromFile(
      await picture('white', 'black', [20, 10, 20, 40]),
    );
    assert.deepEqual(box(pixels), { left: 7, top: 0, width: 14, height: 28 });
    assert.isAbove(pixels[14 * 28 + 14]!, 250);
    assert.include(
      told,
      'mine.png, 200 × 120: converted to grey, inverted because its background is bright',
    );
    assert.include(told, 'cropped to its content, 20 × 40, scaled to 28 × 28, centred.');
  });

  it('stays as it is where it is bright on dark', async () => {
    const { pixels, summary: told } = await fromFile(
      await picture('black', 'white', [100, 60, 56, 28]),
    );
    assert.deepEqual(box(pixels), { left: 0, top: 7, width: 28, height: 14 });
    assert.notInclude(told, 'inverted');
  });

  it('is recognised when black on transparency', async () => {
    const { pixels, summary: told } = await fromFile(await picture(null, 'black', [0, 0, 30, 30]));
    assert.deepEqual(box(pixels), { left: 0, top: 0, width: 28, height: 28 });
    assert.include(told, 'transparent background');
  });

  it('may be empty, or not an image', async () => {
    const { pixels, summary: told } = await fromFile(await picture('white', 'white', [0, 0, 1, 1]));
    assert.isNull(box(pixels));
    assert.include(told, 'Nothing stands out');
    let message = '';
    await fromFile(new File(['words'], 'mine.txt', { type: 'text/plain' })).catch(
      (error: unknown) => (message = String(error)),
    );
    assert.include(message, 'mine.txt (text/plain) is not an image');
  });

  it('takes luma, and transparency as background', () => {
    const data = Uint8ClampedArray.of(255, 0, 0, 255, 0, 0, 0, 0, 255, 255, 255, 128);
    assert.deepEqual([...grey(data, false)], [76, 0, 128]);
    assert.deepEqual([...grey(data, true)], [179, 0, 0]);
    assert.isTrue(isBright(data, 3, 1));
  });

  it('is taken from the file button, and from a drop, which leaves the drawing where it fails', async () => {
    const asked: Uint8Array[] = [];
    const predict = (pixels: Uint8Array) => {
      asked.push(pixels);
      return Promise.resolve([0.25, 0.75]);
    };
    const canvas = await mount(new A2DrawCanvas(), { names: ['Coat', 'Bag'], predict });
    const field = find<HTMLInputElement>(canvas, 'input[type=file]');
    const files = new DataTransfer();
    files.items.add(await picture('white', 'black', [20, 10, 20, 40]));
    field.files = files.files;
    field.dispatchEvent(new Event('change'));
    await shows(() => textOf(find(canvas, '.tools')), 'cropped to its content');
    assert.deepEqual(box(asked.at(-1)!)?.width, 14);
    const other = new DataTransfer();
    other.items.add(new File(['words'], 'mine.txt', { type: 'text/plain' }));
    find(canvas, '.parts').dispatchEvent(new DragEvent('drop', { dataTransfer: other }));
    await shows(() => textOf(find(canvas, '[role=alert]')), 'The drawing was not changed.');
    field.focus();
    assert.equal(canvas.shadowRoot!.activeElement, field);
    await assertAccessible(canvas);
  });
});
