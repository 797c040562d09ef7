import { assert } from 'chai';
import fc from 'fast-check';
import { parseRoute } from '../../../src/surfaces/app/router.ts';
import { pageRoutes } from '../../../src/surfaces/app/page-routes.ts';
import { hrefOf } from '../../../src/ui/pages/route.ts';
import { presets } from '../../../src/course/presets.ts';

describe('addresses', () => {
  it('open the front page without a fragment', () => {
    for (const hash of ['', '#', '#/']) {
      const route = parseRoute(hash);
      assert.isTrue(route.page === 'place' && route.place.name === '' && route.rest === '');
    }
  });

  it('lead to every page and back', () => {
    for (const place of pageRoutes) {
      for (const { rest } of place.entries ?? [{ rest: '' }]) {
        const address = rest === '' ? place.name : `${place.name}/${rest}`;
        assert.deepEqual(parseRoute(hrefOf(address)), { page: 'place', place, rest });
      }
    }
  });

  it('with something after the front page’s are unknown', () => {
    assert.deepEqual(parseRoute('#//nowhere'), { page: 'unknown', path: '/nowhere' });
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
