import { assert } from 'chai';
import type { Page } from 'playwright-core';
import type { A2Experiment } from '../../src/surfaces/embed/element.ts';
import type { ResultsDocument } from '../../src/formats/results/document.ts';
import { linkOf } from '../../src/document/link.ts';
import { parseExperiment } from '../../src/document/parse.ts';
import { Hosts, axeProblems, defined, small } from './host.ts';
import { newPage, openLab, type Lab } from './support.ts';

/** Keeps what a frame tells, for a page whose policy allows scripts of its own. */
const listener = `globalThis.told = [];
addEventListener('message', ({ data }) => globalThis.told.push(data));`;

interface Told {
  readonly type: string;
  readonly results?: ResultsDocument;
  readonly height?: number;
  readonly message?: string;
}

const told = (page: Page): Promise<Told[]> =>
  page.evaluate(() => (globalThis as unknown as { told: Told[] }).told);

async function tells(page: Page, type: string): Promise<Told> {
  await page.waitForFunction(
    (wanted) =>
      (globalThis as unknown as { told: Told[] }).told.some((each) => each.type === wanted),
    type,
  );
  return (await told(page)).find((each) => each.type === type)!;
}

const lossesOf = (results: ResultsDocument) => results.trials.map(({ losses }) => losses);

describe('the page on the element, and what it writes', () => {
  let lab: Lab;
  let hosts: Hosts;
  let expected: ResultsDocument;

  before(async () => {
    lab = await openLab();
    hosts = new Hosts(lab);
    const { page, context } = await hosts.open(
      '<a2-experiment src="mine.json" engine="wasm"></a2-experiment>',
      { files: { '/mine.json': JSON.stringify(small) } },
    );
    await defined(page);
    expected = await page.evaluate(() =>
      document.querySelector<A2Experiment>('a2-experiment')!.run(),
    );
    await context.close();
  });
  after(() => hosts.close());

  const smallLink = async (): Promise<string> => {
    const parsed = parseExperiment(small);
    if (!parsed.ok) throw new Error('the short document is not valid');
    return linkOf(parsed.experiment);
  };

  /** What the generator has written, snippet by snippet, once this is in the first one. */
  const codes = async (page: Page, ...wanted: readonly string[]): Promise<string[]> => {
    const code = page.locator('a2-embed-generator a2-code pre');
    for (const text of wanted) await code.first().filter({ hasText: text }).waitFor();
    return code.allInnerTexts();
  };

  for (const width of [360, 1600]) {
    it(`opens, fits ${width} px, and has no accessibility problem that axe finds`, async () => {
      const { page, context, problems } = await newPage(lab, {
        viewport: { width, height: 900 },
        bypassCSP: true,
      });
      await page.goto(`${lab.url}/#/embed`);
      await page.getByRole('heading', { name: 'On your own page' }).waitFor();
      await page.getByRole('table', { name: 'Attributes' }).waitFor();
      await page.getByRole('heading', { name: 'Preview' }).scrollIntoViewIfNeeded();
      await page.locator('a2-embed-generator a2-experiment').scrollIntoViewIfNeeded();
      await page.locator('a2-embed-generator a2-experiment-stage article').waitFor();
      for (const name of ['preset', 'src', 'autorun', 'a2-complete', '--a2-experiment-room']) {
        await page.getByRole('rowheader', { name, exact: true }).first().waitFor();
      }
      assert.isAtMost(await page.evaluate(() => document.documentElement.scrollWidth), width);
      // The shell's skip link stands in no region.
      const found = (await axeProblems(page)).filter((each) => !each.startsWith('region'));
      assert.deepEqual(found, []);
      assert.deepEqual(problems, []);
      await context.close();
    });
  }

  it('trains a live example, whose events are shown', async () => {
    const { page, context, problems } = await newPage(lab);
    await page.goto(`${lab.url}/#/embed`);
    const example = page.locator('a2-embed-example', { hasText: 'with its events' });
    await example.scrollIntoViewIfNeeded();
    await example.getByRole('button', { name: /^Run/ }).click();
    const log = example.getByRole('log');
    await log.getByText('a2-complete: 2 results').waitFor();
    await log.getByText('a2-trial: {"optimizer.learningRate":0.01} done').first().waitFor();
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('writes a script tag that trains on another origin, under a strict policy', async () => {
    const { page, context } = await newPage(lab);
    await page.goto(`${lab.url}/#/embed/x/${await smallLink()}`);
    await page.getByLabel('Engine').selectOption('wasm');
    await page.getByLabel('Compact').check();
    const [body = '', module = ''] = await codes(page, 'engine="wasm"', 'compact');
    await context.close();
    assert.include(body, `src="${lab.url}/element/embed.js"`);
    const other = await hosts.open(`${body}<script type="module" src="own.js"></script>`, {
      script: null,
      files: { '/own.js': module },
      policy: `default-src 'none'; script-src 'self' ${lab.url} 'wasm-unsafe-eval'; worker-src blob: ${lab.url}; connect-src ${lab.url}`,
    });
    await defined(other.page);
    const results = await other.page.evaluate(() =>
      document.querySelector<A2Experiment>('a2-experiment')!.run(),
    );
    assert.deepEqual(lossesOf(results), lossesOf(expected));
    assert.deepEqual(other.problems, []);
    await other.context.close();
  });

  it('writes an iframe that runs on another origin, tells its results and fits its height', async () => {
    const { page, context } = await newPage(lab);
    await page.goto(`${lab.url}/#/embed/x/${await smallLink()}`);
    await page.getByLabel('Starts').selectOption('visible');
    await page.getByLabel('Engine').selectOption('wasm');
    await page.getByRole('radio', { name: 'iframe' }).check();
    const [body = '', module = ''] = await codes(page, '<iframe', 'engine=wasm', 'visible');
    await context.close();
    const other = await hosts.open(
      `${body}<script src="told.js"></script><script type="module" src="own.js"></script>`,
      {
        script: null,
        files: { '/own.js': module, '/told.js': listener },
        policy: `default-src 'none'; script-src 'self'; frame-src ${lab.url}`,
      },
    );
    const { results } = await tells(other.page, 'a2-complete');
    assert.deepEqual(lossesOf(results!), lossesOf(expected));
    await tells(other.page, 'a2-height');
    const types = new Set((await told(other.page)).map(({ type }) => type));
    assert.includeMembers([...types], ['a2-start', 'a2-trial', 'a2-height']);
    const fits = await other.page.waitForFunction(() => {
      const all = (globalThis as unknown as { told: Told[] }).told;
      const last = all.findLast(({ type }) => type === 'a2-height');
      return document.querySelector('iframe')!.clientHeight === last?.height;
    });
    assert.isTrue(await fits.jsonValue());
    await other.context.close();
  });

  it('trains in a sandboxed frame, which has no origin', async () => {
    const link = await smallLink();
    const { page, context } = await hosts.open(
      `<script src="told.js"></script><iframe sandbox="allow-scripts" width="800" height="600" title="sandboxed" src="${lab.url}/embed.html#x=${link}&amp;engine=wasm&amp;autorun=visible"></iframe>`,
      { script: null, policy: null, files: { '/told.js': listener } },
    );
    const { results } = await tells(page, 'a2-complete');
    assert.deepEqual(lossesOf(results!), lossesOf(expected));
    await context.close();
  });

  it('fetches no document from elsewhere for an address', async () => {
    const { page, context, requests } = await hosts.open(
      `<script src="told.js"></script><iframe title="from elsewhere" src="${lab.url}/embed.html#src=https://elsewhere.example/x.json"></iframe>`,
      { script: null, policy: null, files: { '/told.js': listener } },
    );
    const { message } = await tells(page, 'a2-error');
    assert.include(message, `wanted a document on ${lab.url}`);
    assert.isEmpty(requests.filter((url) => url.includes('elsewhere.example/')));
    await context.close();
  });

  it('starts nothing where a link opens it outside a frame', async () => {
    const { page, context, problems } = await newPage(lab);
    await page.goto(`${lab.url}/embed.html#x=${await smallLink()}&autorun=visible`);
    await page.getByRole('button', { name: /^Run/ }).waitFor();
    const element = page.locator('a2-experiment');
    assert.isNull(await element.getAttribute('autorun'));
    await page.mouse.click(5, 5);
    assert.isNull(await element.evaluate((each: A2Experiment) => each.results));
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('is reached from an experiment, which is then chosen', async () => {
    const { page, context } = await newPage(lab);
    await page.goto(`${lab.url}/#/I1c`);
    await page.getByRole('button', { name: 'Embed' }).click();
    await page.waitForURL(/#\/embed\/I1c$/);
    const code = page.locator('a2-embed-generator a2-code').first();
    await code.getByText('preset="I1c"').waitFor();
    await context.close();
  });
});
