import { assert } from 'chai';
import { destinationPages } from '../../cli/a2/chromium/destinations.ts';
import { withPageNumbers } from '../../src/course/handin/contents.ts';

/** A PDF of objects, with the table that leads to them. */
function pdfOf(objects: readonly string[], root: number): Uint8Array {
  let text = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const start = text.length;
  const lines = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${lines}trailer\n<</Size ${objects.length + 1}\n/Root ${root} 0 R>>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}

describe('the destinations of a printed PDF', () => {
  it('are on the pages in the order of the tree, however deep it is', () => {
    const pdf = pdfOf(
      [
        '<</Type /Page /Parent 5 0 R>>',
        '<</Type /Page /Parent 5 0 R /Contents 9 0 R>>',
        '<</Type /Page /Parent 4 0 R>>',
        '<</Type /Pages /Count 3\n/Kids [5 0 R 3 0 R]>>',
        '<</Type /Pages /Count 2 /Kids [1 0 R 2 0 R]>>',
        '<</Type /Catalog\n/Pages 4 0 R\n/Dests 7 0 R>>',
        '<</t1 [1 0 R /XYZ 6 792 0]\n/i1a [3 0 R /XYZ 6 70 0]\n/a#20b [2 0 R /XYZ 0 0 0]>>',
      ],
      6,
    );
    assert.deepEqual(
      [...destinationPages(pdf)],
      [
        ['t1', 1],
        ['i1a', 3],
        ['a b', 2],
      ],
    );
  });

  it('are none in what is no such PDF', () => {
    const cycle = pdfOf(
      ['<</Type /Pages /Kids [1 0 R]>>', '<</Pages 1 0 R /Dests 3 0 R>>', '<<>>'],
      2,
    );
    for (const pdf of [new Uint8Array(), Buffer.from('%PDF-1.7\nstartxref\n9\n%%EOF\n'), cycle])
      assert.equal(destinationPages(pdf).size, 0);
  });

  it('become the numbers of the contents', () => {
    const html =
      '<a href="#t1"><span>T1</span><span class="at" data-at="t1"></span></a><span class="at" data-at="t2"></span>';
    assert.equal(
      withPageNumbers(html, new Map([['t1', 12]])),
      html.replace('data-at="t1">', 'data-at="t1">12'),
    );
  });
});
