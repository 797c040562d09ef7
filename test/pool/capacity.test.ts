import { assert } from 'chai';
import { capacity, requested, thisMachine, type Machine } from '../../src/pool/capacity.ts';

const workers = (machine: Machine, trials: number, gpu = false, unshared = 0): number =>
  capacity(machine, { trials, gpu, unshared });

/** MB of FashionMNIST, which each worker copies if memory cannot be shared. */
const fashion = 55;

describe('capacity', () => {
  it('leaves a core to the page where there are three or more', () => {
    assert.equal(workers({ cores: 8, memory: 8 }, 100), 7);
    assert.equal(workers({ cores: 3, memory: 8 }, 100), 2);
  });

  it('uses both of two cores, because the page needs little', () => {
    assert.equal(workers({ cores: 2, memory: null }, 100), 2);
    assert.equal(workers({ cores: 1, memory: null }, 100), 1);
  });

  it('takes no more workers than there are trials', () => {
    assert.equal(workers({ cores: 16, memory: 8 }, 4), 4);
  });

  it('takes no more than fit into half of the memory', () => {
    assert.equal(workers({ cores: 16, memory: 1 }, 100), 2);
    assert.equal(workers({ cores: 16, memory: 0.25 }, 100), 1);
  });

  it('counts the dataset of each worker where none can be shared', () => {
    assert.equal(workers({ cores: 16, memory: 4 }, 100), 10);
    assert.equal(workers({ cores: 16, memory: 4 }, 100, false, fashion), 6);
    assert.equal(workers({ cores: 16, memory: 1 }, 100, false, fashion), 1);
  });

  it('takes four at most where the memory is not told, and no more than fit into one GiB', () => {
    assert.equal(workers({ cores: 16, memory: null }, 100), 4);
    assert.equal(workers({ cores: 16, memory: null }, 100, false, fashion), 3);
    assert.equal(workers({ cores: 16, memory: null }, 100, false, 500), 1);
  });

  it('takes three at most on a phone, in a quarter of its memory', () => {
    assert.equal(workers({ cores: 8, memory: 8, phone: true }, 100), 3);
    assert.equal(workers({ cores: 8, memory: 2, phone: true }, 100), 2);
    assert.equal(workers({ cores: 8, memory: 2, phone: true }, 100, false, fashion), 1);
    assert.equal(workers({ cores: 6, memory: null, phone: true }, 100), 3);
  });

  it('takes two on a GPU, however many cores there are', () => {
    assert.equal(workers({ cores: 16, memory: 8 }, 100, true), 2);
    assert.equal(workers({ cores: 16, memory: 8 }, 1, true), 1);
    assert.equal(workers({ cores: 8, memory: 1, phone: true }, 9, true, fashion), 1);
  });

  it('stays within 16 on the largest machines', () => {
    assert.equal(workers({ cores: 128, memory: 512 }, 1000), 16);
  });

  it('is 1 even where there is nothing to do or nothing known', () => {
    assert.equal(workers({ cores: 0, memory: 0 }, 0), 1);
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

describe('this machine', () => {
  const held = '(pointer: coarse) and (hover: none)';

  it('is a phone where the browser says so, or where a finger is all there is to point with', () => {
    const told = { hardwareConcurrency: 8, deviceMemory: 4 };
    assert.deepEqual(thisMachine({ navigator: told }), { cores: 8, memory: 4, phone: false });
    assert.isTrue(thisMachine({ navigator: { ...told, userAgentData: { mobile: true } } }).phone);
    assert.isTrue(thisMachine({ matchMedia: (query) => ({ matches: query === held }) }).phone);
    assert.isFalse(thisMachine({ matchMedia: () => ({ matches: false }) }).phone);
  });

  it('has four cores and an untold memory where nothing is known', () => {
    assert.deepEqual(thisMachine({}), { cores: 4, memory: null, phone: false });
  });
});
