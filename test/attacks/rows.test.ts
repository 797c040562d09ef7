/** Rows to predict that were tampered with: tables and images of any bytes, cut anywhere. */
import { assert } from 'chai';
import fc from 'fast-check';
import { LabError } from '../../src/base/errors.ts';
import { idxImages } from '../../src/lab/predict/predict-images.ts';
import { inCuts, modelOfTable, predictionsOf } from '../lab/predict/support.ts';
import { damaged, hostileText, numRuns } from './mutations.ts';

const table = [
  'age,size,"a, b",class',
  ...Array.from(
    { length: 30 },
    (_, i) => `${20 + i},${['small', 'big'][i % 2]!},"${i / 4}",${i % 3 ? 'x' : 'y'}`,
  ),
].join('\r\n');

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('tampered rows to predict', () => {
  it('give a line each, or a message, and never a stack of another kind', async () => {
    const model = await modelOfTable(table);
    const files = [bytesOf(table), bytesOf(table.replaceAll(',', ';').replaceAll('.', ','))];
    let [predicted, refused] = [0, 0];
    await fc.assert(
      fc.asyncProperty(
        damaged(...files),
        fc.array(fc.nat(900), { maxLength: 3 }),
        async (bytes, cuts) => {
          const found = await predictionsOf(model, bytes, { cuts, keepGoing: true }).catch(
            (error: unknown) => error,
          );
          if (found instanceof LabError) {
            refused += 1;
            assert.match(found.message, /^“rows\.csv”/);
            return;
          }
          if (found instanceof Error) throw found;
          predicted += 1;
          const { lines, report } = found as Awaited<ReturnType<typeof predictionsOf>>;
          assert.lengthOf(lines, report.rows + 1);
          const cells = lines.map((line) => line.split(',').length);
          assert.isTrue(cells.every((count) => count === 3));
        },
      ),
      { numRuns },
    );
    assert.isAbove(Math.min(predicted, refused), numRuns / 20);
  });

  it('whose names and cells are hostile texts give a line each, or a message', async () => {
    const model = await modelOfTable(table);
    await fc.assert(
      fc.asyncProperty(hostileText, hostileText, async (name, cell) => {
        const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const file = `age,size,"a, b",${quote(name)}\n20,small,1,${quote(cell)}\n21,${quote(cell)},2,x\n`;
        const found = await predictionsOf(model, file, { keepGoing: true }).catch(
          (error: unknown) => error,
        );
        if (found instanceof Error) assert.instanceOf(found, LabError);
        else assert.lengthOf((found as { lines: string[] }).lines, 3);
      }),
      { numRuns: numRuns / 4 },
    );
  });

  it('that are images give whole images, or a message', async () => {
    const size = { width: 4, height: 4 };
    const file = Uint8Array.of(
      0,
      0,
      8,
      3,
      0,
      0,
      0,
      5,
      0,
      0,
      0,
      4,
      0,
      0,
      0,
      4,
      ...new Uint8Array(80),
    );
    await fc.assert(
      fc.asyncProperty(
        damaged(file),
        fc.array(fc.nat(100), { maxLength: 4 }),
        async (bytes, cuts) => {
          try {
            let pixels = 0;
            for await (const images of idxImages(inCuts(bytes, cuts), size, 'a.idx'))
              pixels += images.pixels.length;
            assert.equal(pixels, bytes.length - 16);
          } catch (error) {
            if (!(error instanceof LabError)) throw error;
            assert.match(error.message, /^a\.idx is no usable IDX file/);
          }
        },
      ),
      { numRuns },
    );
  });
});
