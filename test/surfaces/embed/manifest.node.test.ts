import { readFileSync } from 'node:fs';
import { assert } from 'chai';
import { manifestFile, makeManifest, manifestText } from '../../../cli/package/manifest.mjs';

describe('custom-elements.json', () => {
  it('is what its sources say now; `node cli/package/manifest.mjs` writes it', async () => {
    assert.equal(readFileSync(manifestFile, 'utf8'), await manifestText(makeManifest()));
  });
});
