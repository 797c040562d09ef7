/** Tests every dataset: its metadata matches what it loads. */
import { assert } from 'chai';
import { inOrder } from '../../src/catalog/kinds/members.ts';
import { isListed, ownTable } from '../../src/catalog/lookup/dataset.ts';
import { datasetFiles } from '../../src/catalog/registry/dataset.files.ts';
import { datasetMeta } from '../../src/catalog/registry/dataset.meta.ts';
import { loadDataset } from '../../src/data/load.ts';
import { knownChecksum } from '../../src/data/checksums.ts';
import { folder, loadFromFolder } from '../data/folder.ts';
import { assertListed } from './listed.ts';

describe('Datasets', () => {
  it('have names and places of their own in lists', () => assertListed(datasetMeta));

  it('leave the name of a table of one’s own to documents', () => {
    assert.isFalse(isListed(ownTable));
  });

  for (const name of inOrder(datasetMeta)) {
    const meta = datasetMeta[name];

    it(`${name}: has the facts that its task, view and source need`, () => {
      const { task, shape, view, source, classNames, features, target, standsInFor } = meta;
      assert.equal(target === null, task === 'classification');
      assert.lengthOf(classNames, task === 'classification' ? shape.outputs : 0);
      assert.lengthOf(features, view.kind === 'table' ? shape.inputs : 0);
      assert.equal(Object.hasOwn(datasetFiles, name), source === 'files');
      assert.equal(meta.version === undefined, source === 'files');
      if (view.kind === 'images') assert.equal(shape.inputs % view.width, 0);
      if (standsInFor === undefined) return;
      const real = datasetMeta[standsInFor as typeof name];
      assert.deepEqual([real.shape, real.task, real.split], [shape, task, meta.split]);
    });

    it(`${name}: loads what it says`, async function () {
      if (meta.source === 'files' && folder === null) this.skip();
      const data =
        meta.source === 'files'
          ? (await loadFromFolder(name))!
          : await loadDataset(name, { baseUrl: 'about:blank', shared: false });
      const rows = meta.counts.train + meta.counts.test;
      assert.lengthOf(data.features, rows * meta.shape.inputs);
      assert.lengthOf(data.targets, rows);
      assert.equal(data.features instanceof Uint8Array, meta.view.kind === 'images');
      assert.equal(data.targets instanceof Uint8Array, meta.task === 'classification');
      assert.equal(data.checksum, knownChecksum({ name }));
      if (meta.task === 'classification')
        assert.deepEqual(
          [...new Set(data.targets)].toSorted((a, b) => a - b),
          [...meta.classNames.keys()],
        );
    });
  }
});
