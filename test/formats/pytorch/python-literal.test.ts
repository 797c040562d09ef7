import { assert } from 'chai';
import fc from 'fast-check';
import { docText, pythonLiteral, pythonString } from '../../../src/formats/pytorch/python.ts';

describe('a Python literal of a JSON value', () => {
  it('has Python’s words for JSON’s', () => {
    assert.equal(
      pythonLiteral({ a: [true, false, null], b: 0.001 }),
      '{"a": [True, False, None], "b": 0.001}',
    );
  });

  it('breaks what is long over lines', () => {
    const text = pythonLiteral({ values: Array.from({ length: 40 }, (_, index) => index) });
    assert.isAbove(text.split('\n').length, 40);
  });

  it('holds no character that could end or hide a line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        assert.notMatch(pythonString(value), /[\n\r\u2028\u2029\u202a-\u202e]/);
      }),
    );
  });

  it('is JSON again once Python’s words are turned back', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean()),
        ),
        (value) => {
          const back = pythonLiteral(value)
            .replaceAll('True', 'true')
            .replaceAll('False', 'false')
            .replace(/,\n\]$/, ']');
          assert.deepEqual(JSON.parse(back), JSON.parse(JSON.stringify(value)));
        },
      ),
    );
  });
});

describe('text of a document in a docstring', () => {
  it('can neither end the docstring nor escape in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const text = docText(value);
        assert.notInclude(text, '"');
        assert.notInclude(text, '\\');
      }),
    );
    assert.notInclude(docText('x"""\nimport os'), '"""');
  });
});
