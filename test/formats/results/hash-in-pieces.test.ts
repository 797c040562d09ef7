import { assert } from 'chai';
import fc from 'fast-check';
import { contentHash } from '../../../src/document/hash.ts';
import { contentHashInPieces } from '../../../src/formats/results/hash-in-pieces.ts';

describe('a hash that is computed in pieces', () => {
  it('is the hash in one piece, for every value', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        assert.equal(await contentHashInPieces(value), contentHash(value));
      }),
    );
  });

  it('leaves out what a list of rows leaves out', async () => {
    const rows = [
      ['trials', [{ id: 'a', weights: undefined }, undefined, [], [[]]]],
      ['none', []],
    ];
    assert.equal(await contentHashInPieces(rows), contentHash(rows));
  });
});
