/** Images as a stream: one line each, however their file is cut. */
import { assert } from 'chai';
import fc from 'fast-check';
import { LabError } from '../../../src/base/errors.ts';
import { predictRows } from '../../../src/lab/model/forward.ts';
import { idxImages, predictImages, type Images } from '../../../src/lab/predict/predict-images.ts';
import { inCuts, modelOn, refusal } from './support.ts';

const size = { width: 28, height: 28 };
const pixels = 784;
const model = modelOn({ name: 'fashion-synthetic' }, null);

/** An IDX file of images that all differ. */
function idxOf(count: number, dims: readonly number[] = [count, 28, 28]): Uint8Array {
  const file = new Uint8Array(4 + 4 * dims.length + count * pixels);
  file.set([0, 0, 8, dims.length]);
  const view = new DataView(file.buffer);
  dims.forEach((dim, at) => view.setUint32(4 + 4 * at, dim));
  for (let i = 0; i < count * pixels; i++)
    file[4 + 4 * dims.length + i] = (i * 31 + Math.floor(i / pixels) * 7) % 256;
  return file;
}

async function linesOf(images: AsyncIterable<Images>, inverted = false) {
  const { signal } = new AbortController();
  const parts = predictImages(model, images, {
    byFile: false,
    inverted,
    raw: true,
    signal,
    onRows: () => undefined,
  });
  let text = '';
  for (;;) {
    const part = await parts.next();
    if (part.done === true) return { lines: text.split('\n').slice(0, -1), report: part.value };
    text += part.value;
  }
}

describe('the predictions of images', () => {
  it('are the page’s own, one line an image, however the file is cut', async () => {
    const file = idxOf(5);
    const wanted = await predictRows(model, file.subarray(16), 255, () => Promise.resolve());
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(file.length)), async (cuts) => {
        const { lines, report } = await linesOf(idxImages(inCuts(file, cuts), size, 'a.idx'));
        assert.equal(report.rows, 5);
        const outputs = lines.slice(1).flatMap((line) => line.split(',').slice(1).map(Number));
        assert.deepEqual(Float32Array.from(outputs), wanted);
      }),
    );
  });

  it('count those with a bright border, and exchange bright and dark on request', async () => {
    const file = idxOf(2)
      .fill(255, 16, 16 + pixels)
      .fill(0, 16 + pixels);
    const images = () => idxImages(inCuts(file, []), size, 'a.idx');
    const [plain, inverted] = [await linesOf(images()), await linesOf(images(), true)];
    assert.equal(plain.report.bright, 1);
    assert.deepEqual(plain.lines.slice(1), inverted.lines.slice(1).toReversed());
  });

  it('are refused where the file has another shape, or another length than it says', async () => {
    const cases: readonly (readonly [Uint8Array, RegExp])[] = [
      [idxOf(2, [2, 28, 14]), /wanted the dimensions \[images, 28, 28\], found \[2, 28, 14\]/],
      [idxOf(2, [2]), /wanted the dimensions \[images, 28, 28\], found \[2\]/],
      [idxOf(2).subarray(0, -1), /wanted 2 images, as its header says, found 1 and a part of one/],
      [idxOf(2).subarray(0, 16 + pixels), /wanted 2 images, as its header says, found 1\./],
      [Uint8Array.from([...idxOf(2), 1]), /wanted 2 images, as its header says, found more bytes/],
      [idxOf(2).subarray(0, 9), /wanted a header of 16 bytes for 3 dimensions, found 9 bytes/],
      [Uint8Array.of(0, 0, 13, 3, ...idxOf(1).subarray(4)), /wanted the magic number 00 00 08/],
    ];
    for (const [file, wanted] of cases) {
      for (const cuts of [[], [1], [8, 12, 20], [16, 16 + pixels]]) {
        const error = await refusal(linesOf(idxImages(inCuts(file, cuts), size, 'a.idx')));
        assert.match(error, wanted);
        assert.match(error, /^a\.idx is no usable IDX file/);
      }
    }
    const none = await linesOf(idxImages(inCuts(idxOf(0), []), size, 'a.idx'));
    assert.equal(none.report.rows, 0);
  });

  it('stop when they are told to', async () => {
    const controller = new AbortController();
    controller.abort();
    const parts = predictImages(model, idxImages(inCuts(idxOf(1), []), size, 'a.idx'), {
      byFile: false,
      inverted: false,
      raw: false,
      signal: controller.signal,
      onRows: () => undefined,
    });
    await parts.next();
    const error: unknown = await parts.next().then(
      () => null,
      (reason: unknown) => reason,
    );
    assert.instanceOf(error, LabError);
    assert.equal(error.code, 'aborted');
  });
});
