import { assert } from 'chai';
import { WebClaims } from '../../src/store/claims.ts';
import { isAbort } from '../../src/base/errors.ts';

const never = new AbortController().signal;
let scope = '';
const named = () => scope;

/** Two tabs of one browser. */
const tabs = (): [WebClaims, WebClaims] => [new WebClaims(named), new WebClaims(named)];

describe('a trial that a tab trains', () => {
  beforeEach(() => {
    scope = crypto.randomUUID();
  });

  it('is claimed by one tab only, until that lets it go', async () => {
    const [one, two] = tabs();
    assert.isTrue(await one.take('a'));
    assert.isFalse(await two.take('a'));
    assert.isFalse(await one.take('a'), 'nor twice by one tab');
    assert.isTrue(await two.take('b'));
    assert.isTrue(await new WebClaims(() => 'another database').take('a'));
    const waited = two.wait('a', never);
    one.release('a');
    await waited;
    assert.isTrue(two.has('a'));
    assert.isFalse(await one.take('a'));
    two.releaseAll();
    await one.wait('a', never);
    assert.isTrue(one.has('a'));
    one.releaseAll();
  });

  it('is waited for only as long as one likes', async () => {
    const [one, two] = tabs();
    await one.take('a');
    const giving = new AbortController();
    const waited = two.wait('a', giving.signal).then(
      () => 'claimed',
      (error: unknown) => (isAbort(error) ? 'given up' : String(error)),
    );
    giving.abort();
    assert.equal(await waited, 'given up');
    one.release('a');
    assert.isFalse(two.has('a'));
    // Nobody else waits any more.
    await one.wait('a', never);
    one.releaseAll();
  });

  it('is let go when its tab ends in whatever way', async () => {
    const frame = document.createElement('iframe');
    frame.src = '/';
    document.body.append(frame);
    await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    const there = frame.contentWindow!.navigator.locks;
    const theirs = new WebClaims(named, there);
    assert.isTrue(await theirs.take('a'));
    const here = new WebClaims(named);
    assert.isFalse(await here.take('a'));
    const waited = here.wait('a', never);
    frame.remove();
    await waited;
    assert.isTrue(here.has('a'));
    here.releaseAll();
  });

  it('is everybody’s where there are no locks, or where the browser refuses them', async () => {
    const refusing = {
      request: () => Promise.reject(new DOMException('denied', 'SecurityError')),
      query: () => Promise.reject(new DOMException('denied', 'SecurityError')),
    } as unknown as LockManager;
    for (const locks of [null, refusing]) {
      const [one, two] = [new WebClaims(named, locks), new WebClaims(named, locks)];
      assert.isTrue(await one.take('a'));
      assert.isTrue(await two.take('a'));
      await two.wait('a', never);
      assert.isFalse(one.has('a'));
      one.releaseAll();
    }
  });
});
