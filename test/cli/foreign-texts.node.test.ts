/** Untrusted texts: no header, URL or title gets further than it should. */
import path from 'node:path';
import { assert } from 'chai';
import fc from 'fast-check';
import { oneLine, visible } from '../../cli/a2/terminal.ts';
import { nameOf } from '../../cli/server/find.mjs';
import { hostName, hostRule } from '../../cli/server/hosts.mjs';
import { rangeOf } from '../../cli/server/ranges.mjs';

const from = (characters: string, maxLength = 30) =>
  fc.string({ unit: fc.constantFrom(...Array.from(characters)), maxLength });

describe('an untrusted text', () => {
  it('as a range is within the file, or none', () => {
    const header = fc.oneof(
      from('bytes=0123456789-, \tx'),
      from('0123456789-').map((text) => `bytes=${text}`),
    );
    fc.assert(
      fc.property(header, fc.nat(2000), (text, size) => {
        const range = rangeOf(text, size);
        if (range === null || range === 'unsatisfiable') return;
        assert.isTrue(range.start >= 0 && range.start <= range.end && range.end < size, text);
        assert.isTrue(Number.isInteger(range.start) && Number.isInteger(range.end), text);
      }),
    );
  });

  it('as a URL leads only below the folder', () => {
    const target = fc.oneof(
      from('/.%2eEfF5c\\:a?#', 60),
      fc.webPath(),
      fc
        .array(
          fc.constantFrom('..', '.', '%2e%2e', '%2f', '%5c', '%00', 'a', '', 'C:', 'con', '~'),
          { maxLength: 8 },
        )
        .map((parts) => `/${parts.join('/')}`),
    );
    fc.assert(
      fc.property(target, (text) => {
        const name = nameOf(text);
        if (name === null) return;
        for (const style of [path.posix, path.win32]) {
          const place = style.resolve('/dist', ...name.split('/'));
          const root = style.resolve('/dist');
          assert.isTrue(place === root || place.startsWith(root + style.sep), text);
        }
        assert.isFalse(
          name.split('/').some((part) => part.startsWith('.')),
          text,
        );
      }),
    );
  });

  it('as a host is one of the allowed names, or refused', () => {
    const rule = hostRule('localhost');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.domain(),
          fc.ipV4(),
          fc.ipV6().map((each) => `[${each}]`),
          from('locahst.[]:0127@/', 20),
        ),
        fc.nat(65535),
        (name, port) => {
          const header = `${name}:${port}`;
          if (rule.accepts(header))
            assert.oneOf(hostName(header), ['localhost', '127.0.0.1', '::1']);
        },
      ),
    );
  });

  it('on the terminal is never interpreted, and is the same text for JSON', () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 });
    fc.assert(
      fc.property(text, (each) => {
        assert.notMatch(
          visible(each),
          /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/,
        );
        assert.notMatch(oneLine(each), /[\n\t]/);
        assert.equal(JSON.parse(visible(JSON.stringify(each))), each);
      }),
    );
  });
});
