import { assert } from 'chai';
import fc from 'fast-check';
import { parseExperimentText } from '../../src/document/parse-text.ts';
import { decodeText, textOf } from '../../src/document/text.ts';
import { smallExperiment } from '../support/small-experiment.ts';

/** UTF-16 with its mark, as PowerShell 5's `>` writes it when `little`. */
function utf16(text: string, little: boolean): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(2 * text.length + 2);
  const view = new DataView(bytes.buffer);
  [0xfeff, ...Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))].forEach(
    (unit, at) => view.setUint16(2 * at, unit, little),
  );
  return bytes;
}

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

describe('the text of a document', () => {
  const title = 'Größe – 損失 😀';
  const lines = JSON.stringify({ ...smallExperiment(), title }, null, 2).replaceAll('\n', '\r\n');

  it('is the same in UTF-8 with a mark or without, and in UTF-16 of either order', async () => {
    for (const bytes of [
      utf8(lines),
      utf8(`\ufeff${lines}`),
      utf16(lines, true),
      utf16(lines, false),
      // Without its mark, by the zeros of plain letters.
      utf16(lines.replace(title, 'plain'), true).slice(2),
    ]) {
      assert.equal(decodeText(bytes).replace('plain', title), lines);
      const parsed = parseExperimentText(await textOf(new Blob([bytes])));
      assert.isTrue(parsed.ok);
    }
  });

  it('is any text, whichever way it was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        for (const bytes of [utf8(`\ufeff${text}`), utf16(text, true), utf16(text, false)]) {
          assert.equal(decodeText(bytes), text);
        }
      }),
    );
  });

  it('of before UTF-8 is read as Windows wrote it', () => {
    const bytes = Uint8Array.from([...utf8('{"title": "Gr'), 0xf6, 0xdf, ...utf8('e"}\r\n')]);
    assert.deepEqual(JSON.parse(decodeText(bytes)), { title: 'Größe' });
  });
});
