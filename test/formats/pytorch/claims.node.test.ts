/** The agreement with PyTorch holds under a condition, and no text claims it without the condition. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { assert } from 'chai';
import { root } from '../../cli/support.ts';

/** Texts for readers, and sources, which hold them too. */
function* texts(): Generator<string> {
  yield 'README.md';
  for (const folder of ['src', 'workers', 'public', 'cli']) {
    for (const name of readdirSync(path.join(root, folder), {
      recursive: true,
      encoding: 'utf8',
    })) {
      if (/\.(ts|mjs|md|html|json|webmanifest)$/.test(name)) yield path.join(folder, name);
    }
  }
}

/** An item of a list, a paragraph of a page, or what lies between blank lines. */
const paragraphs = (text: string): string[] =>
  text.replaceAll('\r\n', '\n').split(/\n\s*\n|\n- |<\/(?:p|li)>/);

const claim = /bit[ -]for[ -]bit/i;
const besidePyTorch = /PyTorch|as in the lab/;

describe('“bit for bit”', () => {
  it('is said of PyTorch with the processors on which it holds', () => {
    let found = 0;
    for (const name of texts()) {
      for (const paragraph of paragraphs(readFileSync(path.join(root, name), 'utf8'))) {
        if (!claim.test(paragraph) || !besidePyTorch.test(paragraph)) continue;
        found += 1;
        assert.match(paragraph.replaceAll(/\s+/g, ' '), /x86 processors with AVX2/, name);
      }
    }
    assert.isAtLeast(found, 4);
  });
});
