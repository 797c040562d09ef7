import { assert } from 'chai';
import fc from 'fast-check';
import { parseRoute } from '../../../src/surfaces/app/router.ts';
import { hrefOf } from '../../../src/ui/pages/route.ts';
import { presets } from '../../../src/course/presets.ts';

describe('addresses', () => {
  it('open the default preset without a fragment', () => {
    for (const hash of ['', '#', '#/']) {
      assert.deepEqual(parseRoute(hash), { page: 'experiment', name: 'I1d' });
    }
  });

  it('lead to every preset and back', () => {
    for (const { name } of presets) {
      assert.deepEqual(parseRoute(hrefOf(name)), { page: 'experiment', name });
      assert.deepEqual(parseRoute(hrefOf(name).toLowerCase()), { page: 'experiment', name });
    }
  });

  it('may be anything', () => {
    fc.assert(
      fc.property(fc.string(), (hash) => {
        const route = parseRoute(hash);
        assert.include(['experiment', 'place', 'unknown'], route.page);
        if (route.page === 'unknown') assert.isAtMost(route.path.length, 80);
      }),
    );
  });
});
