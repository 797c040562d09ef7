import { assert } from 'chai';
import fc from 'fast-check';
import Papa from 'papaparse';
import { csvText } from '../../src/formats/csv.ts';

describe('CSV', () => {
  it('is read back by another reader as it was written', () => {
    const field = fc.oneof(
      fc.string().filter((text) => !/^[=+\-@\t\r]/.test(text)),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    );
    const table = fc
      .integer({ min: 2, max: 5 })
      .chain((width) =>
        fc.array(fc.array(field, { minLength: width, maxLength: width }), { minLength: 1 }),
      );
    fc.assert(
      fc.property(table, (rows) => {
        const read = Papa.parse<string[]>(csvText(rows), {
          newline: '\r\n',
          delimiter: ',',
        }).data.slice(0, -1);
        assert.deepEqual(
          read,
          rows.map((row) => row.map(String)),
        );
      }),
    );
  });
});
