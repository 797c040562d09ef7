import { readFileSync } from 'node:fs';
import { assert } from 'chai';
import { withAppId } from '../../cli/build/app-id.mjs';

const manifest = readFileSync('public/manifest.webmanifest', 'utf8');

describe('the app’s id', () => {
  it('is none where the path is not known, and nothing else changes', () => {
    assert.equal(withAppId(manifest, ''), manifest);
  });

  it('is the path that a build is for: the one that browsers take by themselves', () => {
    const { id, ...rest } = JSON.parse(withAppId(manifest, '/courses/dl/lab/')) as {
      id: string;
      start_url: string;
    };
    assert.deepEqual(rest, JSON.parse(manifest));
    const at = 'https://lab.example/courses/dl/lab/manifest.webmanifest';
    assert.equal(new URL(id, new URL(at).origin).href, new URL(rest.start_url, at).href);
  });

  it('is refused where it is no path, with what was wanted', () => {
    for (const wrong of ['lab', '/lab', 'https://lab.example/', '//lab.example/', '/a b/']) {
      assert.throws(() => withAppId(manifest, wrong), RangeError, `found "${wrong}"`);
    }
  });
});
