import { assert } from 'chai';
import fc from 'fast-check';
import { addressOf, nearestPages } from '../../src/course/addresses.ts';
import { meantBy } from '../../src/surfaces/app/guess.ts';
import { parseRoute } from '../../src/surfaces/app/router.ts';
import { hrefOf } from '../../src/ui/pages/route.ts';

describe('guessed addresses', () => {
  it('lead to the page that answers them, however they are typed', () => {
    const wanted: Readonly<Record<string, string>> = {
      I1: 'assignment',
      I1a: 'I1d',
      i1b: 'I1c',
      'I1-e': 'report',
      'I2/': 'assignment',
      I2a: 'data/california-housing',
      I2b: 'data/california-housing',
      T3: 'theory/T3',
      't4(d)': 'theory/T4',
      help: 'glossary',
      'Fashion-MNIST': 'data/fashion-mnist',
      mnist: 'data/fashion-mnist',
      'hand-in': 'report',
      privacy: 'about',
      home: '',
      'index.html': '',
      teacher: 'class',
    };
    for (const [typed, to] of Object.entries(wanted)) assert.equal(addressOf(typed), to, typed);
  });

  it('all lead to pages that there are', () => {
    for (const typed of [
      ...['I1', 'I1a', 'I1b', 'I1e', 'I2', 'I2a', 'I2b', 'T', 'T1', 'T2b', 'T6c', 'iris', 'csv'],
      ...['help', 'pdf', 'teach', 'runs', 'offline', 'api', 'licence', 'examples', 'home'],
    ]) {
      const to = addressOf(typed);
      assert.isNotNull(to, typed);
      assert.notEqual(parseRoute(hrefOf(to)).page, 'unknown', typed);
    }
  });

  it('are answered by the nearest pages where they mean none', () => {
    const titles = (path: string) => {
      const meant = meantBy(path);
      return typeof meant === 'string' ? [meant] : meant.map(({ to }) => to);
    };
    assert.include(titles('reprot'), 'report');
    assert.include(titles('I1g'), 'I1d');
    assert.include(titles('optimisers'), 'I1f');
    assert.include(titles('theory/T7'), 'theory/T1');
    assert.deepEqual(titles('nowhere at all'), []);
  });

  it('may be anything', () => {
    fc.assert(
      fc.property(fc.string(), (path) => {
        const to = addressOf(path);
        if (to !== null) assert.notEqual(parseRoute(hrefOf(to)).page, 'unknown');
        const near = nearestPages(path, [{ to: 'report', title: 'Your report' }]);
        assert.isAtMost(near.length, 1);
      }),
    );
  });
});
