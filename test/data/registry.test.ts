import { datasetMeta } from '../../src/catalog/registry/dataset.meta.ts';
import { assert } from 'chai';
import { datasetInfo, isReal, realDatasets } from '../../src/data/registry.ts';
import { isSynthetic, taskOf } from '../../src/document/parameters.ts';
import { datasetNames } from '../../src/document/schema.ts';

describe('the registry of datasets', () => {
  it('agrees with the shapes that networks are built for', () => {
    for (const name of datasetNames) {
      const info = datasetInfo[name];
      const { inputs, outputs } = datasetMeta[name].shape;
      assert.equal(info.name, name);
      assert.equal(info.synthetic, isSynthetic(name));
      if (taskOf(name) === 'classification') assert.lengthOf(info.classNames, outputs);
      else assert.lengthOf(info.features, inputs);
      assert.equal(info.target === null, taskOf(name) === 'classification');
    }
  });

  it('gives every real dataset a stand-in of the same shape', () => {
    assert.deepEqual([...realDatasets], datasetNames.filter(isReal));
    for (const name of realDatasets) {
      const { standIn } = datasetInfo[name];
      assert.isNotNull(standIn);
      assert.deepEqual(datasetMeta[standIn].shape, datasetMeta[name].shape);
      assert.isTrue(datasetInfo[standIn].synthetic);
    }
  });
});
