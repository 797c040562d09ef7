import os from 'node:os';
import { assert } from 'chai';
import type { Page } from 'playwright-core';
import type { A2Experiment } from '../../src/surfaces/embed/element.ts';
import type { ResultsDocument } from '../../src/formats/results/document.ts';
import { a2, Folder } from '../cli/support.ts';
import { until } from '../support/until.ts';
import { defined, labAndHosts, long, real, small, smallGrid } from './host.ts';
import { needsFashion } from './support.ts';

const results = (page: Page): Promise<ResultsDocument> =>
  page.evaluate(() => document.querySelector<A2Experiment>('a2-experiment')!.run());

describe('a2-experiment on a page of another origin', () => {
  const here = labAndHosts();

  it('trains under a strict policy, to the very losses of the command line', async () => {
    const files = { '/mine.json': JSON.stringify(small) };
    const { page, context, problems } = await here.hosts.open(
      '<a2-experiment src="mine.json" engine="wasm"></a2-experiment>',
      { files },
    );
    await defined(page);
    const found = await results(page);
    const folder = new Folder();
    try {
      const out = folder.at('out.json');
      const file = folder.write('mine.json', small);
      const { code, stderr } = await a2('run', file, '--engine', 'wasm', '--out', out, '--quiet');
      assert.equal(code, 0, stderr);
      const expected = folder.results('out.json');
      assert.deepEqual(
        found.trials.map(({ losses }) => losses),
        expected.trials.map(({ losses }) => losses),
      );
      assert.equal(found.passport?.losses, expected.passport?.losses);
    } finally {
      folder.remove();
    }
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('tells its page what happens, in order, and nothing of its own affairs', async () => {
    const { page, context } = await here.hosts.open(
      '<div id="around"><a2-experiment></a2-experiment></div>',
    );
    await defined(page);
    const told = await page.evaluate(async (experiment) => {
      const element = document.querySelector<A2Experiment>('a2-experiment')!;
      const types: string[] = [];
      const known = ['a2-start', 'a2-progress', 'a2-trial', 'a2-complete', 'a2-error'];
      const inner = ['a2-run', 'a2-cancel', 'a2-pause', 'a2-resume', 'a2-draft', 'a2-highlight'];
      for (const type of [...known, ...inner]) {
        document.querySelector('#around')!.addEventListener(type, (event) => {
          if (event.target === element) types.push(type);
        });
      }
      element.experiment = experiment;
      await element.run();
      // By the button, whose own event stays inside.
      const stage = element.shadowRoot!.querySelector('[part=stage]')!;
      const bar = [...stage.shadowRoot!.querySelectorAll('*')].find(({ localName }) =>
        localName.startsWith('a2-run-bar'),
      )!;
      const ended = new Promise((resolve) =>
        element.addEventListener('a2-complete', resolve, { once: true }),
      );
      bar.shadowRoot!.querySelector<HTMLElement>('button.go')!.click();
      await ended;
      return types.filter((type, index) => type !== types[index - 1]);
    }, smallGrid);
    const pattern = told.map((type) => type.slice('a2-'.length)).join(' ');
    assert.match(pattern, /^start (progress |trial )*complete start (progress |trial )*complete$/);
    await context.close();
  });

  it('takes attributes and properties given before the element is known', async () => {
    const { page, context } = await here.hosts.open(
      '<a2-experiment seed="7" readonly></a2-experiment>',
      {
        script: null,
        policy: null,
      },
    );
    const seed = await page.evaluate(
      async ([experiment, script]) => {
        const element = document.querySelector<A2Experiment>('a2-experiment')!;
        element.experiment = experiment;
        await import(script);
        const document_ = await element.run();
        return document_.experiment.trial.seed;
      },
      [small, `${here.lab.url}/element/embed.js`] as const,
    );
    assert.equal(seed, 7);
    assert.equal(await page.getByText('Change the set-up').count(), 0);
    await context.close();
  });

  it('goes on when it is moved, and ends its workers when it is removed', async () => {
    const { page, context } = await here.hosts.open(
      '<div id="a"><a2-experiment></a2-experiment></div><div id="b"></div>',
    );
    await defined(page);
    const worker = page.waitForEvent('worker');
    await page.evaluate((experiment) => {
      const element = document.querySelector<A2Experiment>('a2-experiment')!;
      element.experiment = experiment;
      void element.run();
    }, long);
    await worker;
    /** Resolves to a count of steps above the given one. */
    const progress = (least: number) =>
      page.evaluate(
        (above) =>
          new Promise<number>((resolve) => {
            // No function with a name, because that would not survive the way into the page.
            const taken = new AbortController();
            document.querySelector('a2-experiment')!.addEventListener(
              'a2-progress',
              ({ stepsDone }) => {
                if (stepsDone <= above) return;
                taken.abort();
                resolve(stepsDone);
              },
              { signal: taken.signal },
            );
          }),
        least,
      );
    const before = await progress(0);
    await page.evaluate(() => {
      document.querySelector('#b')!.append(document.querySelector('a2-experiment')!);
    });
    await progress(before);
    assert.isNotEmpty(page.workers());
    await page.evaluate(() => document.querySelector('a2-experiment')!.remove());
    await until('all workers have ended', () => page.workers().length === 0);
    await context.close();
  });

  it('works again when it is put back', async () => {
    const { page, context } = await here.hosts.open('<a2-experiment></a2-experiment>');
    await defined(page);
    const statuses = await page.evaluate(async (experiment) => {
      const element = document.querySelector<A2Experiment>('a2-experiment')!;
      element.experiment = experiment;
      await element.run();
      element.remove();
      await new Promise((resolve) => setTimeout(resolve));
      document.body.append(element);
      const again = await element.run();
      return again.trials.map(({ status }) => status);
    }, smallGrid);
    assert.deepEqual(statuses, ['done', 'done', 'done']);
    await context.close();
  });

  it('shares one pool among ten on a page', async () => {
    const { page, context, problems } = await here.hosts.open(
      '<a2-experiment compact></a2-experiment>'.repeat(10),
    );
    await defined(page);
    let most = 0;
    page.on('worker', () => {
      most = Math.max(most, page.workers().length);
    });
    const done = await page.evaluate(async (experiment) => {
      const elements = [...document.querySelectorAll<A2Experiment>('a2-experiment')];
      const all = elements.map((element) => {
        element.experiment = experiment;
        return element.run();
      });
      return (await Promise.all(all)).map(({ trials }) => trials.map(({ status }) => status));
    }, smallGrid);
    assert.deepEqual(
      done,
      Array.from({ length: 10 }, () => ['done', 'done', 'done']),
    );
    assert.isAtMost(most, Math.max(1, os.availableParallelism()));
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('fetches nothing but its small frame until it comes into view', async () => {
    const { page, context, requests } = await here.hosts.open(
      `${'<br />'.repeat(300)}<a2-experiment preset="I2c"></a2-experiment>`,
    );
    await defined(page);
    const before = requests.filter((url) => url.startsWith(here.lab.url));
    assert.isAtMost(before.length, 8, before.join('\n'));
    assert.isFalse(before.some((url) => url.includes('worker')));
    const stage = page.locator('a2-experiment [part=stage]');
    assert.equal(await stage.count(), 0);
    await page.locator('a2-experiment').scrollIntoViewIfNeeded();
    await stage.waitFor();
    await page.getByText('A network learns house values').waitFor();
    // To look at it is no reason to load data or an engine.
    assert.isFalse(requests.some((url) => url.includes('worker') || url.includes('cal_housing')));
    await context.close();
  });

  it('starts by itself only as its author says', async () => {
    const document_ = JSON.stringify(small);
    const { page, context } = await here.hosts.open(
      `<a2-experiment id="never" src="mine.json"></a2-experiment>
       <a2-experiment id="gesture" src="mine.json" autorun="gesture"></a2-experiment>
       <a2-experiment id="visible" src="mine.json" autorun="visible"></a2-experiment>`,
      { files: { '/mine.json': document_ } },
    );
    await defined(page);
    const finished = (id: string) =>
      page.waitForFunction(
        (name) => document.querySelector<A2Experiment>(`#${name}`)!.results !== null,
        id,
      );
    const resultsOf = (id: string) =>
      page.evaluate((name) => document.querySelector<A2Experiment>(`#${name}`)!.results, id);
    await page.locator('#visible').scrollIntoViewIfNeeded();
    await finished('visible');
    assert.isNull(await resultsOf('gesture'));
    await page.locator('#gesture').scrollIntoViewIfNeeded();
    // It waits for a gesture once it is drawn.
    await page.locator('#gesture [part=stage]').waitFor();
    await page.keyboard.press('Shift');
    await finished('gesture');
    assert.isNull(await resultsOf('never'));
    await context.close();
  });

  it('takes the stand-in where the real data would be a large download, and offers them', async () => {
    const { page, context } = await here.hosts.open('<a2-experiment preset="I1d"></a2-experiment>');
    await page.getByText('Generated stand-in data, not FashionMNIST').waitFor();
    await page.evaluate(() => {
      document.querySelector<A2Experiment>('a2-experiment')!.data = 'real';
    });
    await page
      .getByText('Generated stand-in data, not FashionMNIST')
      .waitFor({ state: 'detached' });
    await context.close();
  });

  it('trains on the real data, and with the wasm of tfjs, both from the other origin', async function () {
    // Whoever has the one dataset has the other.
    needsFashion(this);
    const files = { '/mine.json': JSON.stringify(real) };
    const { page, context, problems, requests } = await here.hosts.open(
      '<a2-experiment src="mine.json" data="real" engine="tfjs-wasm"></a2-experiment>',
      { files },
    );
    await defined(page);
    const { trials, environment } = await results(page);
    assert.deepEqual(
      trials.map(({ status, engine }) => [status, engine.replace(/ \(revision \d+\)$/, '')]),
      [['done', 'tfjs-wasm']],
    );
    assert.match(environment.datasets['california-housing'] ?? '', /^sha256 [0-9a-f]{64}$/);
    assert.isTrue(requests.some((url) => url.startsWith(here.lab.url) && url.endsWith('.wasm')));
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('takes its heading, its theme, its height and its workers from its author', async () => {
    const { page, context } = await here.hosts.open(
      '<a2-experiment theme="dark" compact workers="1"><b slot="title">My own heading</b></a2-experiment>',
    );
    await defined(page);
    const most = { workers: 0 };
    page.on('worker', () => {
      most.workers = Math.max(most.workers, page.workers().length);
    });
    await page.evaluate((experiment) => {
      const element = document.querySelector<A2Experiment>('a2-experiment')!;
      element.experiment = experiment;
      return element.run().then(() => undefined);
    }, smallGrid);
    await page.getByText('My own heading').waitFor();
    const paper = () =>
      page
        .locator('a2-experiment [part=frame]')
        .evaluate((frame) => getComputedStyle(frame).backgroundColor);
    assert.equal(await paper(), 'rgb(21, 23, 26)');
    await page.locator('a2-experiment figure').first().waitFor();
    assert.equal(await page.locator('a2-experiment figure').count(), 1);
    assert.equal(most.workers, 1);
    await page.evaluate(() => {
      document.querySelector<A2Experiment>('a2-experiment')!.theme = 'light';
    });
    await page.waitForFunction(
      () =>
        getComputedStyle(
          document.querySelector('a2-experiment')!.shadowRoot!.querySelector('[part=frame]')!,
        ).backgroundColor === 'rgb(250, 249, 246)',
    );
    await page.evaluate(() => {
      document.querySelector<A2Experiment>('a2-experiment')!.compact = false;
    });
    await page.locator('a2-experiment figure').nth(2).waitFor();
    await context.close();
  });
});
