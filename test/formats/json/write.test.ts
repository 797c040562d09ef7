import { assert } from 'chai';
import fc from 'fast-check';
import { documentText } from '../../../src/formats/json/write.ts';

describe('a document as JSON to read', () => {
  it('says the same as JSON.stringify, whatever is in it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        assert.deepEqual(JSON.parse(documentText(value)), JSON.parse(JSON.stringify(value)));
      }),
    );
    const odd = { lost: undefined, none: [NaN, Infinity, -0], list: [undefined, 1] };
    assert.deepEqual(JSON.parse(documentText(odd)), JSON.parse(JSON.stringify(odd)));
  });

  it('is indented by two, with a list of numbers in one line', () => {
    const text = documentText({ a: { b: [1, 2.5] }, c: [{ d: '1, 2' }], e: [], f: {} });
    assert.equal(
      text,
      '{\n  "a": {\n    "b": [1, 2.5]\n  },\n  "c": [\n    {\n      "d": "1, 2"\n    }\n  ],\n  "e": [],\n  "f": {}\n}\n',
    );
  });
});
