import { assert } from 'chai';
import * as v from 'valibot';
import { knownChecksum } from '../../src/data/checksums.ts';
import { tableSchema } from '../../src/document/table.ts';
import { loadDataset } from '../../src/data/load.ts';

describe('a checksum that is known before its dataset is loaded', () => {
  for (const name of ['fashion-synthetic', 'housing-synthetic'] as const) {
    it(`is what the generated ${name} has`, async () => {
      const { checksum } = await loadDataset(name, { baseUrl: 'http://localhost/', shared: false });
      assert.equal(knownChecksum({ name }), checksum);
    });
  }

  it('is a sha256 of the published files', () => {
    for (const name of ['fashion-mnist', 'california-housing'] as const) {
      assert.match(knownChecksum({ name }) ?? '', /^sha256 [0-9a-f]{64}$/);
    }
  });

  it('is that of its file for a table of one’s own', () => {
    const table = v.parse(tableSchema, {
      sha256: 'ab'.repeat(32),
      title: 'wine.csv',
      target: 'quality',
      task: 'regression',
      features: ['acid'],
      rows: 10,
      complete: 10,
    });
    assert.equal(knownChecksum({ name: 'table', table }), `sha256 ${table.sha256}`);
  });
});
