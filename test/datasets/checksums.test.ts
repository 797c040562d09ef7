import { assert } from 'chai';
import { knownChecksum } from '../../src/datasets/checksums.ts';
import { loadDataset } from '../../src/datasets/load.ts';

describe('a checksum that is known before its dataset is loaded', () => {
  for (const name of ['fashion-synthetic', 'housing-synthetic'] as const) {
    it(`is what the generated ${name} has`, async () => {
      const { checksum } = await loadDataset(name, { baseUrl: 'http://localhost/', shared: false });
      assert.equal(knownChecksum(name), checksum);
    });
  }

  it('is a sha256 of the published files', () => {
    for (const name of ['fashion-mnist', 'california-housing'] as const) {
      assert.match(knownChecksum(name) ?? '', /^sha256 [0-9a-f]{64}$/);
    }
  });
});
