import { assert } from 'chai';
import fc from 'fast-check';
import { markdownMarkup } from '../../../../src/course/handin/own/markup.ts';
import { parseMarkdown } from '../../../../src/text/markdown/parse.ts';

const markup = (text: string): string => markdownMarkup(parseMarkdown(text), 4);

describe('Markdown of an own answer', () => {
  it('becomes paragraphs, lists, tables and code', () => {
    assert.equal(
      markup('One *two* **three** `a<b`\n\n- x\n- y\n\n3. z\n'),
      '<p>One <em>two</em> <strong>three</strong> <code>a&lt;b</code></p>\n<ul><li>x</li><li>y</li></ul>\n<ol start="3"><li>z</li></ol>',
    );
    assert.include(markup('| a | b |\n|---|---|\n| 1 | 2 |'), '<td class="start">2</td>');
    assert.equal(markup('# Title'), '<h4>Title</h4>');
    assert.equal(markup('> q'), '<blockquote><p>q</p></blockquote>');
  });

  it('typesets $…$ in a line and $$…$$ on its own, and leaves amounts alone', () => {
    assert.match(markup('so $w_1 x$ it is'), /<p>so <math.*w.*<\/math> it is<\/p>/);
    assert.match(
      markup('first\n$$\n\\frac{a}{b}\n$$\nlast'),
      /<p>first<\/p>\n<div class="formulas">.*<mfrac>.*\n<p>last<\/p>/s,
    );
    assert.equal(markup('$5 and $6'), '<p>$5 and $6</p>');
    assert.equal(markup('a\\$b\\$'), '<p>a$b$</p>');
  });

  it('shows TeX that cannot be typeset as typed', () => {
    assert.equal(markup('$\\frac{a$'), '<p><code>$\\frac{a$</code></p>');
  });

  it('shows HTML and pictures as text, and follows links to the web and to mail only', () => {
    assert.equal(
      markup('<script>alert(1)</script>\n\n<b onclick=x>y</b> ![i](https://a.b/c.png)'),
      '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n<p>&lt;b onclick=x&gt;y&lt;/b&gt; ![i](https://a.b/c.png)</p>',
    );
    assert.equal(
      markup('[a](javascript:alert(1)) [b](https://c.d/)'),
      '<p>a <a href="https://c.d/">b</a></p>',
    );
    assert.equal(markup('[m](mailto:a@b.c)'), '<p><a href="mailto:a@b.c">m</a></p>');
  });

  it('gives for any text nested markup in which nothing can run', () => {
    const pieces = fc.constantFrom(
      ...[
        '$',
        '$$',
        '\\frac{',
        '}',
        '\\href{javascript:a}{b}',
        '\\style{x}{y}',
        '<img src=x onerror=y>',
        '[',
        '](javascript:x)',
      ],
      ...[
        '"',
        "'",
        '&',
        '<',
        '>',
        '`',
        '*',
        '_',
        '\n',
        '\n\n',
        '- ',
        '1. ',
        '> ',
        '| a |',
        '|---|',
        '#',
        'a',
        ' ',
        '\u0000',
      ],
    );
    const text = fc.oneof(
      fc.array(pieces, { maxLength: 60 }).map((all) => all.join('')),
      fc.string({ unit: 'binary', maxLength: 200 }),
    );
    fc.assert(
      fc.property(text, (source) => {
        const found = markup(source);
        // Only what the writer and the typesetter write: no attribute of the text's own.
        assert.notMatch(
          found,
          /<(?:script|img|iframe|object|style)|<[^<>"]*(?:"[^"]*"[^<>"]*)*\son\w+=|href="(?!https?:|mailto:)|\sstyle="/i,
        );
        const open: string[] = [];
        for (const [, closing, name = '', self] of found.matchAll(
          /<(\/?)([a-z][a-z0-9]*)(?:[^<>"]|"[^"]*")*?(\/?)>/gi,
        )) {
          if (closing === '/') assert.equal(open.pop(), name);
          else if (self !== '/' && name !== 'br') open.push(name);
        }
        assert.isEmpty(open);
      }),
    );
  });

  it('takes a text made to be deep', () => {
    assert.isNotEmpty(markup('>'.repeat(20_000)));
    assert.isNotEmpty(markup('*a _b '.repeat(2000)));
  });
});
