import { assert } from 'chai';
import type { Page } from 'playwright-core';
import type { A2Experiment } from '../../src/surfaces/embed/element.ts';
import { openHost, policyFor, small } from './host.ts';
import { StaticHost } from './static-host.ts';
import {
  newPage,
  openLab,
  runButton,
  says,
  trialsReach,
  unfoldSetUp,
  type Lab,
} from './support.ts';

/** What a page refuses of what a script that got in would try, by the names of the errors. */
const refusals = (page: Page): Promise<Record<string, string>> =>
  page.evaluate(async () => {
    const found: Record<string, string> = {};
    const { trustedTypes } = globalThis as unknown as {
      trustedTypes: { createPolicy: (name: string, rules: object) => unknown };
    };
    const attempts: [string, () => unknown][] = [
      ['innerHTML', () => (document.createElement('div').innerHTML = '<img src onerror=x>')],
      ['parser', () => new DOMParser().parseFromString('<b>', 'text/html')],
      ['policy', () => trustedTypes.createPolicy('other', {})],
      ['same policy', () => trustedTypes.createPolicy('default', {})],
      ['worker of a text', () => new Worker('data:text/javascript,postMessage(1)')],
      ['worker from elsewhere', () => new Worker('https://example.org/worker.js')],
      ['script', () => (document.createElement('script').src = 'https://example.org/x.js')],
      ['handler', () => document.body.setAttribute('onclick', 'x()')],
    ];
    for (const [name, attempt] of attempts) {
      try {
        await attempt();
        found[name] = 'let through';
      } catch (error) {
        found[name] = (error as Error).name;
      }
    }
    return found;
  });

const wanted = {
  innerHTML: 'TypeError',
  parser: 'TypeError',
  policy: 'TypeError',
  'same policy': 'TypeError',
  'worker of a text': 'TypeError',
  'worker from elsewhere': 'TypeError',
  script: 'TypeError',
  handler: 'TypeError',
};

describe('the policy of the built pages', () => {
  let lab: Lab;
  let host: StaticHost;

  before(async () => {
    lab = await openLab();
    host = await StaticHost.open('/courses/lab/');
  });
  after(() => host.close());

  for (const [title, urlOf] of [
    ['by headers', () => `${lab.url}/`],
    ['by its own meta element, where the host sends no headers', () => host.url],
  ] as const) {
    for (const file of ['', 'embed.html']) {
      it(`of ${file || 'the lab'} refuses scripts and markup that are not its own ${title}`, async () => {
        const { context, page } = await newPage(lab);
        await page.goto(`${urlOf()}${file}`);
        // The page's program has made its policies by then.
        await page.waitForFunction(() => document.querySelector('a2-app, main > *') !== null);
        assert.deepEqual(await refusals(page), wanted);
        await context.close();
      });
    }
  }

  it('is the same in the page and in the header, but for who may frame it', async () => {
    for (const file of ['index.html', 'embed.html']) {
      const served = await fetch(`${lab.url}/${file === 'index.html' ? '' : file}`);
      const header = served.headers.get('content-security-policy') ?? '';
      const plain = await (await fetch(`${host.url}${file}`)).text();
      const [, meta = ''] =
        /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(plain) ?? [];
      assert.equal(header.replace(/; frame-ancestors [^;]*$/, ''), meta);
      assert.include(header, 'frame-ancestors');
      assert.notInclude(meta, 'frame-ancestors');
      assert.include(meta, "require-trusted-types-for 'script'");
    }
  });

  it('of a stranger’s page may require Trusted Types, and the element trains there', async () => {
    const stranger = await openHost(
      lab.url,
      '<script src="own.js"></script><a2-experiment engine="wasm"></a2-experiment>',
      {
        policy: `${policyFor(lab.url).replace('script-src', "script-src 'self'")}; require-trusted-types-for 'script'; trusted-types lit-html default`,
        files: {
          '/own.js':
            "trustedTypes.createPolicy('default', { createScriptURL: (address) => address.startsWith('blob:') ? address : null });",
        },
      },
    );
    const { context, page, problems } = await newPage(lab);
    try {
      await page.goto(stranger.url);
      const statuses = await page.evaluate(async (text) => {
        await customElements.whenDefined('a2-experiment');
        const element = document.querySelector<A2Experiment>('a2-experiment')!;
        element.experiment = JSON.parse(text) as unknown;
        const { trials } = await element.run();
        return trials.map(({ status }) => status);
      }, JSON.stringify(small));
      assert.deepEqual(statuses, ['done']);
      assert.deepEqual(problems, []);
      const markup = () =>
        page.evaluate(() => (document.createElement('p').innerHTML = '<b>')).catch(String);
      assert.match(await markup(), /TrustedHTML/);
    } finally {
      await context.close();
      await stranger.close();
    }
  });

  it('lets the lab do all that it does: train, document, picture, report, own page', async () => {
    const { context, page, problems } = await newPage(lab, { acceptDownloads: true });
    await page.goto(`${host.url}#/I1d`);
    await page.getByLabel('Dataset', { exact: true }).selectOption('fashion-synthetic');
    await page.getByLabel('Epochs', { exact: true }).fill('1');
    await page.getByLabel('Training rows', { exact: true }).fill('1280');
    await page.getByLabel('Training rows', { exact: true }).press('Tab');
    await runButton(page).click();
    await trialsReach(page, /done/);
    await unfoldSetUp(page);
    await page.getByRole('button', { name: /Open as document/ }).click();
    await page.getByRole('heading', { name: 'The experiment as a document' }).waitFor();
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await page.getByRole('button', { name: /^Save/ }).first().click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: /^PNG/ }).first().click();
    assert.match((await download).suggestedFilename(), /\.png$/);
    await page.goto(`${host.url}#/report`);
    await says(page, 'a2-report-page', /Provenance of I1d/);
    await page.goto(`${host.url}#/embed`);
    await page.locator('a2-embed-example a2-experiment').first().waitFor();
    assert.deepEqual(problems, []);
    await context.close();
  });
});
