import { assert } from 'chai';
import { classify, detectGpu } from '../../src/protocol/detect-gpu.ts';

describe('classify', () => {
  it('knows software adapters by their flag or their name', () => {
    assert.equal(classify({ isFallbackAdapter: true }).kind, 'software');
    assert.equal(classify({ info: { isFallbackAdapter: true, vendor: 'any' } }).kind, 'software');
    for (const architecture of ['swiftshader', 'SwiftShader', 'llvmpipe']) {
      assert.equal(classify({ info: { vendor: 'google', architecture } }).kind, 'software');
    }
    const description = 'Microsoft Basic Render Driver';
    assert.equal(classify({ info: { vendor: 'microsoft', description } }).kind, 'software');
  });

  it('takes all others for GPUs and gives their name', () => {
    assert.deepEqual(classify({ info: { vendor: 'nvidia', architecture: 'hopper' } }), {
      kind: 'hardware',
      device: 'nvidia hopper',
    });
    assert.deepEqual(classify({ info: { vendor: 'apple', architecture: '', device: 'apple' } }), {
      kind: 'hardware',
      device: 'apple',
    });
    assert.deepEqual(classify({}), { kind: 'hardware', device: 'unnamed GPU' });
  });
});

describe('seeGpu', () => {
  it('never throws', async () => {
    const sight = await detectGpu();
    assert.include(['hardware', 'software', 'none'], sight.kind);
  });
});
