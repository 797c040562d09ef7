/** PNG images of every kind become grey values, and damaged ones are refused with a message. */
import { writeFileSync } from 'node:fs';
import { assert } from 'chai';
import fc from 'fast-check';
import { pngImages } from '../../cli/a2/predict/png.ts';
import { Problem } from '../../cli/a2/problem.ts';
import { damaged } from '../attacks/mutations.ts';
import { pngOf, type PngPicture } from './png-files.ts';
import { Folder } from './support.ts';

const size = { width: 28, height: 28 };
const most = (depth: number) => 2 ** depth - 1;
const step = (x: number, y: number) => (5 * x + 3 * y) % 256;

describe('a PNG image', () => {
  let folder: Folder;
  before(() => {
    folder = new Folder();
  });
  after(() => {
    folder.remove();
  });

  async function pixelsOf(bytes: Uint8Array, inverted = false): Promise<Uint8Array> {
    writeFileSync(folder.at('a.png'), bytes);
    for await (const { pixels } of pngImages([folder.at('a.png')], size, inverted)) return pixels;
    return assert.fail('no image');
  }
  const refused = (bytes: Uint8Array): Promise<string> =>
    pixelsOf(bytes).then(
      () => assert.fail('nothing was refused'),
      (error: unknown) => {
        assert.instanceOf(error, Problem);
        return error.message;
      },
    );
  const drawn = (change: Partial<PngPicture> = {}): Buffer =>
    pngOf({ ...size, depth: 8, colour: 0, sample: (x, y) => [step(x, y)], ...change });
  const image = (value: (x: number, y: number) => number) =>
    Uint8Array.from({ length: 784 }, (_, i) => value(i % 28, Math.floor(i / 28)));

  for (const depth of [1, 2, 4, 8, 16]) {
    it(`of grey values of ${depth} bits is read in full range`, async () => {
      const sample = (x: number, y: number) => [(step(x, y) * 257) >> (16 - depth)];
      const wanted = image((x, y) => Math.round((sample(x, y)[0]! * 255) / most(depth)));
      assert.deepEqual(await pixelsOf(drawn({ depth, sample })), wanted);
      const inverted = await pixelsOf(drawn({ depth, sample }), true);
      inverted.forEach((value, i) => assert.closeTo(value, 255 - wanted[i]!, 1));
      assert.deepEqual(await pixelsOf(drawn({ depth, sample, interlaced: true })), wanted);
    });
  }

  for (const depth of [8, 16]) {
    it(`of colours of ${depth} bits becomes the luma of Rec. 601, on what is transparent`, async () => {
      const scale = most(depth) / 255;
      const rgb = (x: number, y: number) =>
        [step(x, y), 255 - step(x, y), x * 9].map((each) => each * scale);
      const luma = (x: number, y: number) =>
        0.299 * step(x, y) + 0.587 * (255 - step(x, y)) + 0.114 * x * 9;
      assert.deepEqual(
        await pixelsOf(drawn({ depth, colour: 2, sample: rgb })),
        image((x, y) => Math.round(luma(x, y))),
      );
      const alpha = (x: number) => (x < 14 ? 0 : 255);
      const clear = image((x, y) => (x < 14 ? 0 : Math.round(luma(x, y))));
      const sample = (x: number, y: number) => [...rgb(x, y), alpha(x) * scale];
      assert.deepEqual(await pixelsOf(drawn({ depth, colour: 6, sample })), clear);
      const half = await pixelsOf(
        drawn({ depth, colour: 4, sample: () => [200 * scale, 51 * scale] }),
      );
      assert.deepEqual(
        half,
        image(() => 40),
      );
    });
  }

  for (const depth of [1, 2, 4, 8]) {
    it(`of a palette of ${2 ** depth} colours is read by it, with what it says is transparent`, async () => {
      const colours = Array.from({ length: 2 ** depth }, (_, i) => [i, 255 - i, (3 * i) % 256]);
      const sample = (x: number, y: number) => [step(x, y) % 2 ** depth];
      const grey = ([r, g, b]: readonly number[]) =>
        Math.round(0.299 * r! + 0.587 * g! + 0.114 * b!);
      const wanted = image((x, y) => grey(colours[sample(x, y)[0]!]!));
      const chunks = [['PLTE', colours.flat()] as const];
      assert.deepEqual(await pixelsOf(drawn({ depth, colour: 3, sample, chunks })), wanted);
      const clear = [...chunks, ['tRNS', [0]] as const];
      assert.deepEqual(
        await pixelsOf(drawn({ depth, colour: 3, sample, chunks: clear })),
        image((x, y) => (sample(x, y)[0] === 0 ? 0 : wanted[28 * y + x]!)),
      );
    });
  }

  it('of which one grey value or colour is transparent has none there', async () => {
    const grey = drawn({ sample: (x) => [x < 14 ? 7 : 90], chunks: [['tRNS', [0, 90]]] });
    assert.deepEqual(
      await pixelsOf(grey),
      image((x) => (x < 14 ? 7 : 0)),
    );
    const rgb = drawn({
      colour: 2,
      sample: (x) => [90, 90, x < 14 ? 90 : 91],
      chunks: [['tRNS', [0, 90, 0, 90, 0, 91]]],
    });
    assert.deepEqual(
      await pixelsOf(rgb),
      image((x) => (x < 14 ? 90 : 0)),
    );
  });

  for (const interlaced of [false, true]) {
    it(`whose rows are filtered in every way is the same as one without filters${interlaced ? ', also interlaced' : ''}`, async () => {
      for (const colour of [0, 2, 6] as const) {
        for (const depth of [8, 16]) {
          const channels = { 0: 1, 2: 3, 6: 4 }[colour];
          const sample = (x: number, y: number) =>
            Array.from(
              { length: channels },
              (_, i) => (x * x * 31 + y * 977 + i * 7919) % (most(depth) + 1),
            );
          const plain = await pixelsOf(drawn({ colour, depth, sample }));
          for (const filters of [[1], [2], [3], [4], [4, 0, 3, 1, 2]]) {
            const picture = drawn({ colour, depth, sample, filters, interlaced });
            assert.deepEqual(
              await pixelsOf(picture),
              plain,
              `${colour} ${depth} ${filters.join()}`,
            );
          }
        }
      }
      assert.match(await refused(drawn({ filters: [5] })), /a row has an unknown filter, 5/);
    });
  }

  it('of another size is refused before it is read, and so is what is no PNG file', async () => {
    assert.match(
      await refused(drawn({ width: 60_000, height: 2 })),
      /a\.png is no usable PNG image: wanted 28 × 28 pixels, as the model reads, found 60000 × 2\./,
    );
    assert.match(
      await refused(Buffer.from('GIF89a')),
      /wanted the signature and the header of a PNG file/,
    );
    assert.match(
      await refused(Buffer.alloc(2 ** 18 + 1)),
      /wanted at most 262144 bytes, found 262145/,
    );
    assert.match(await refused(drawn().subarray(0, 200)), /it is damaged/);
    // Image data that end early, with the right checksums.
    for (const missing of [1, 28, 400]) {
      const sample = (x: number, y: number) => (28 * y + x < 784 - missing ? [7] : []);
      assert.match(await refused(drawn({ sample })), /it is damaged/, `${missing} bytes short`);
    }
  });

  it('that was tampered with is read, or refused with a message', async () => {
    const files = [drawn(), drawn({ colour: 6, sample: (x, y) => [x, y, x, y] })];
    await fc.assert(
      fc.asyncProperty(damaged(...files), async (bytes) => {
        const found = await pixelsOf(bytes).catch((error: unknown) => error);
        if (found instanceof Uint8Array) assert.lengthOf(found, 784);
        else assert.instanceOf(found, Problem);
      }),
      { numRuns: 1000 },
    );
  });
});
