import { assert } from 'chai';
import fc from 'fast-check';
import { lineAndColumn, locate, spanOf } from '../../../src/ui/elements/json-editor/locate.ts';

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

describe('finding places in JSON', () => {
  it('takes what JSON.parse takes, and nothing else', () => {
    fc.assert(
      fc.property(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', ',', '"', '}', '0', '\\'),
        (text, at, put) => {
          const cut = at % (text.length + 1);
          const spoilt = text.slice(0, cut) + put + text.slice(cut + 1);
          assert.equal(locate(text).ok, true);
          assert.equal(locate(spoilt).ok, isJson(spoilt), spoilt);
        },
      ),
    );
  });

  it('names line and column of what is wrong', () => {
    const text = '{\n  "a": 1,\n  "b" 2\n}';
    const located = locate(text);
    assert.isFalse(located.ok);
    assert.deepEqual(lineAndColumn(text, located.at), { line: 3, column: 7 });
  });

  it('says of each fault what is wanted where it stands', () => {
    const faults = [
      ['', 0, 'a value'],
      ['tru', 0, 'a value'],
      ['[1e]', 1, 'a number'],
      ['/* so', 0, 'no comment'],
      ['{"a": 1,}', 8, 'a name in "quotes"'],
      ['{"a" 1}', 5, '":"'],
      ['{"a": 1 "b": 2}', 8, '"," or a closing bracket'],
      ['[1, 2', 5, '"," or "]"'],
      ['{"a": 1', 7, '"," or "}"'],
      ['[1]]', 3, 'the end of the text'],
      ['// so\n1', 0, 'no comment'],
      ['["a', 1, 'a string that ends with " on its line'],
      ['"a\u0001"', 0, 'a string that ends with " on its line'],
      ['"\\x"', 0, 'a string that ends with " on its line'],
      ['['.repeat(100_000), 65, 'less nesting'],
    ] as const;
    for (const [text, at, wanted] of faults)
      assert.deepEqual(locate(text), { ok: false, at, wanted }, text.slice(0, 80));
  });

  it('finds a value by its path, or what stands around it', () => {
    const text = '{"trial": {"model": {"depth": 3}}, "axes": [{"values": [1, 20]}]}';
    const located = locate(text);
    assert.isTrue(located.ok);
    const at = (path: string) => {
      const place = spanOf(located.places, path);
      return place === null ? null : text.slice(place.start, place.end);
    };
    assert.equal(at('trial.model.depth'), '3');
    assert.equal(at('axes.0.values.1'), '20');
    assert.equal(at('trial.model.width'), '{"depth": 3}');
  });
});
