import { readdirSync } from 'node:fs';
import { assert } from 'chai';
import { serve } from '../../cli/serve.mjs';

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
});
