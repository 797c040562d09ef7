import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { assert } from 'chai';
import { replaceBuild } from '../../cli/build/replace.mjs';
import { serve } from '../../cli/serve.mjs';
import { newPage, openLab } from './support.ts';

describe('the server of the built lab', () => {
  let server: Awaited<ReturnType<typeof serve>>;

  before(async () => {
    server = await serve({ port: 0 });
  });
  after(() => server.close());

  it('isolates the page and forbids what does not come from the lab', async () => {
    const { headers } = await fetch(`${server.url}/`);
    assert.equal(headers.get('Cross-Origin-Opener-Policy'), 'same-origin');
    assert.equal(headers.get('Cross-Origin-Embedder-Policy'), 'require-corp');
    const policy = headers.get('Content-Security-Policy') ?? '';
    assert.include(policy, "script-src 'self' 'wasm-unsafe-eval'");
    assert.notInclude(policy, 'unsafe-inline');
    assert.notInclude(policy, "'unsafe-eval'");
  });

  it('lets hashed files be kept for ever, and asks again for the others', async () => {
    const [hashed] = readdirSync('dist/assets');
    const asset = await fetch(`${server.url}/assets/${hashed!}`);
    assert.include(asset.headers.get('Cache-Control'), 'immutable');
    const page = await fetch(`${server.url}/index.html`);
    assert.equal(page.headers.get('Cache-Control'), 'no-cache');
  });

  it('serves nothing above its folder', async () => {
    const answer = await fetch(`${server.url}/..%2f..%2fpackage.json`);
    assert.equal(answer.status, 404);
  });

  it('refuses to be written to', async () => {
    const answer = await fetch(`${server.url}/`, { method: 'POST', body: 'x' });
    assert.equal(answer.status, 405);
  });

  it('keeps an open page going when a build takes the place of the one it came from', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'a2-rebuilt-'));
    const dist = path.join(folder, 'dist');
    const copy = (to: string) => {
      cpSync('dist', to, { recursive: true, filter: (file) => !/datasets|\.map$/.test(file) });
    };
    copy(dist);
    const built = await serve({ port: 0, folder: dist });
    try {
      const { page, problems } = await newPage(await openLab(), { serviceWorkers: 'block' });
      await page.goto(`${built.url}/#/I1c`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      const parts: number[] = [];
      page.on('response', (response) => {
        if (response.url().includes('/assets/')) parts.push(response.status());
      });
      // Of the new build no part has the name that it had.
      await replaceBuild(dist, (next) => {
        copy(next);
        rmSync(path.join(next, 'assets'), { recursive: true });
        const index = path.join(next, 'index.html');
        writeFileSync(index, readFileSync(index, 'utf8').replaceAll('assets/', 'assets/new-'));
      });
      for (const name of ['theory', 'embed', 'data']) {
        await page.evaluate((hash) => {
          location.hash = hash;
        }, `#/${name}`);
        await page.waitForFunction((hash) => location.hash === hash, `#/${name}`);
        await page.getByRole('heading', { level: 1 }).first().waitFor();
      }
      assert.isAbove(parts.length, 3);
      assert.deepEqual([...new Set(parts)], [200]);
      assert.deepEqual(
        problems.filter((problem) => problem.startsWith('uncaught')),
        [],
      );
      const reloaded = await fetch(`${built.url}/`);
      assert.include(await reloaded.text(), 'assets/new-');
    } finally {
      await built.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
