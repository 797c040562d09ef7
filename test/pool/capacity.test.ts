import { assert } from 'chai';
import { capacity, requested } from '../../src/pool/capacity.ts';

describe('capacity', () => {
  it('leaves a core to the page where there are three or more', () => {
    assert.equal(capacity({ cores: 8, memory: null }, 100, false), 7);
    assert.equal(capacity({ cores: 3, memory: null }, 100, false), 2);
  });

  it('uses both of two cores, because the page needs little', () => {
    assert.equal(capacity({ cores: 2, memory: null }, 100, false), 2);
    assert.equal(capacity({ cores: 1, memory: null }, 100, false), 1);
  });

  it('takes no more workers than there are trials', () => {
    assert.equal(capacity({ cores: 16, memory: 8 }, 4, false), 4);
  });

  it('takes no more than fit into half of the memory', () => {
    assert.equal(capacity({ cores: 16, memory: 1 }, 100, false), 2);
    assert.equal(capacity({ cores: 16, memory: 0.25 }, 100, false), 1);
  });

  it('takes two on a GPU, however many cores there are', () => {
    assert.equal(capacity({ cores: 16, memory: 8 }, 100, true), 2);
    assert.equal(capacity({ cores: 16, memory: 8 }, 1, true), 1);
  });

  it('stays within 16 on the largest machines', () => {
    assert.equal(capacity({ cores: 128, memory: null }, 1000, false), 16);
  });

  it('is 1 even where there is nothing to do or nothing known', () => {
    assert.equal(capacity({ cores: 0, memory: 0 }, 0, false), 1);
  });
});

describe('requested', () => {
  it('follows the wish up to the trials and to two on a GPU', () => {
    assert.equal(requested(5, 100, false), 5);
    assert.equal(requested(5, 3, false), 3);
    assert.equal(requested(5, 100, true), 2);
    assert.equal(requested(0, 100, false), 1);
  });
});
