import { assert } from 'chai';
import { configuration, configure, folder } from '../../../src/surfaces/api/configure.ts';
import { LabError } from '../../../src/base/errors.ts';

const nothing = { datasets: null, lab: null, worker: null };

describe('what a page configures', () => {
  afterEach(() => {
    configure(nothing);
  });

  it('is nothing at first, and keeps what a later call does not name', () => {
    assert.deepEqual(configuration(), nothing);
    configure({ datasets: 'https://lab.example/datasets' });
    configure({ worker: 'https://lab.example/worker.js' });
    assert.deepEqual(configuration(), {
      datasets: 'https://lab.example/datasets/',
      lab: null,
      worker: 'https://lab.example/worker.js',
    });
    configure({ datasets: null });
    assert.isNull(configuration().datasets);
  });

  it('takes a folder’s address with and without its slash', () => {
    assert.equal(folder('https://lab.example/a'), 'https://lab.example/a/');
    assert.equal(folder('https://lab.example/a/'), 'https://lab.example/a/');
    assert.equal(folder('file:///data'), 'file:///data/');
    assert.isNull(folder(''));
    assert.isNull(folder(null));
  });

  it('refuses what is no address, names it, and changes nothing', () => {
    configure({ lab: 'https://lab.example/' });
    for (const address of ['javascript:alert(1)', 'data:text/plain,x', 'http://']) {
      const act = () => {
        configure({ lab: address });
      };
      assert.throws(act, LabError, `"${address}" is not the address of a folder`);
    }
    assert.equal(configuration().lab, 'https://lab.example/');
  });
});
