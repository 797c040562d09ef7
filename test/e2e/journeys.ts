/** What is tested of the built lab in each engine beside Chromium, and from a cold start in all of them. */
import { assert } from 'chai';
import { serve } from '../../cli/serve.mjs';
import type { A2Experiment } from '../../src/surfaces/embed/element.ts';
import type { FrameMessage } from '../../src/surfaces/frame/messages.ts';
import { until } from '../support/until.ts';
import { openHost, small } from './host.ts';
import {
  addressOf,
  chartIsDrawn,
  dataset,
  keptLosses,
  lossesInNode,
  press,
  says,
  shortened,
  type Losses,
} from './journey.ts';
import { Nobody } from './static-host.ts';
import { Profile, Tab, type EngineName } from './tabs.ts';
import { lossesOf } from '../../src/formats/results/losses-of.ts';

const standIn = dataset === 'housing-synthetic';

/** Opens the document, trains it and waits until all of it is kept, which is a moment after its end. */
async function train(tab: Tab, base: string, seeds: readonly number[]): Promise<void> {
  await tab.goto(await addressOf(base, shortened(seeds)));
  await says(tab, 'a2-run-bar', /Run .*trial/);
  await press(tab, 'Run');
  await says(tab, 'a2-run-bar', /trials? done in/);
  let kept: Losses = {};
  await until(
    `the trials with the seeds ${seeds.join()} are kept`,
    async () => {
      kept = await keptLosses(tab);
      return seeds.every((seed) => String(seed) in kept);
    },
    () => Object.keys(kept).join(),
  );
}

export function describeJourneys(engine: EngineName): void {
  describe(`the built lab in ${engine}`, () => {
    let profile: Profile;
    let server: { url: string; close: () => Promise<void> };
    let tab: Tab;

    before(async () => {
      profile = new Profile();
      server = await serve({ port: 0 });
      tab = await Tab.open(engine, profile);
    });
    after(async () => {
      await tab.close();
      await server.close();
      profile.remove();
    });

    it('trains in its workers with the bits of the command line, and draws them', async () => {
      await train(tab, server.url, [433, 1, 2]);
      const [kept, wanted] = await Promise.all([
        keptLosses(tab),
        lossesInNode(shortened([433, 1, 2])),
      ]);
      assert.deepEqual(kept, wanted);
      await says(tab, 'a2-run-bar', /the lab’s own, on WebAssembly/);
      await says(tab, 'a2-results-table', /433.*\d+\.\d/);
      await until('a chart is drawn', () => chartIsDrawn(tab));
      if (standIn) await says(tab, 'a2-figures', /stand-in data/i);
    });

    it('has kept the run when the page is loaded again', async () => {
      await tab.reload();
      // A link shows its latest run without a press.
      await says(tab, 'a2-run-bar', /3 trials, kept from/);
      await tab.goto(`${server.url}/#/results`);
      await says(tab, 'a2-results-page', /House prices/);
    });

    it('cancels at once and keeps what it had', async () => {
      await tab.goto(await addressOf(server.url, shortened([5], 5_000)));
      await says(tab, 'a2-run-bar', /Run .*trial/);
      await press(tab, 'Run');
      await says(tab, 'a2-trial-list', /running/);
      await press(tab, 'Cancel');
      await says(tab, 'a2-trial-list', /cancelled/);
      await says(tab, 'a2-run-bar', /Run again/);
    });

    it('trains in <a2-experiment> on a page of another origin, under a strict policy', async () => {
      const host = await openHost(server.url, '<a2-experiment engine="wasm"></a2-experiment>');
      try {
        await tab.goto(host.url);
        const found = await tab.evaluate(async (text) => {
          await customElements.whenDefined('a2-experiment');
          const element = document.querySelector<A2Experiment>('a2-experiment')!;
          element.experiment = JSON.parse(text) as unknown;
          const { trials } = await element.run();
          return trials.map(({ losses }) => (losses === undefined ? {} : { losses }));
        }, JSON.stringify(small));
        const wanted = await lossesInNode(small);
        assert.deepEqual(
          found.map((trial) => [...lossesOf(trial)]),
          Object.values(wanted),
        );
        await says(tab, 'a2-experiment', /done in/);
        await says(tab, 'a2-experiment', /House prices/);
      } finally {
        await host.close();
      }
    });

    it('trains in a frame on a page of another origin, which is told the results', async () => {
      const address = await addressOf(server.url, small);
      const link = address.slice(address.indexOf('#/x/') + '#/x/'.length);
      const frame = `${server.url}/embed.html#x=${link}&amp;engine=wasm&amp;autorun=visible`;
      const host = await openHost(
        server.url,
        `<script src="told.js"></script><iframe title="framed" width="800" height="600" src="${frame}"></iframe>`,
        {
          script: null,
          policy: `default-src 'none'; script-src 'self'; frame-src ${server.url}`,
          files: {
            '/told.js':
              "globalThis.told = []; addEventListener('message', ({ data }) => told.push(data));",
          },
        },
      );
      try {
        await tab.goto(host.url);
        const losses = () =>
          tab.evaluate(() => {
            const all = (globalThis as unknown as { told: FrameMessage[] }).told;
            for (const each of all) {
              if (each.type === 'a2-error') throw new Error(each.message);
              if (each.type !== 'a2-complete') continue;
              return each.results.trials.map(({ losses: told }) =>
                told === undefined ? {} : { losses: told },
              );
            }
            return null;
          });
        const found = await until('the frame tells its results', losses);
        assert.deepEqual(
          found.map((trial) => [...lossesOf(trial)]),
          Object.values(await lossesInNode(small)),
        );
      } finally {
        await host.close();
      }
    });
  });
}

/**
 * The server is stopped after one visit. In a browser that keeps anything, that browser then ends and
 * another is started with its profile; WebKit's MiniBrowser keeps nothing when it is driven, so there the
 * page is loaded again.
 */
export function describeWithoutNetwork(engine: EngineName): void {
  const cold = engine !== 'webkit';
  describe(`the built lab without a network, in ${engine}`, () => {
    const profile = new Profile();
    let tab: Tab | null = null;
    let nobody: Nobody | null = null;

    afterEach(async () => {
      await tab?.close();
      await nobody?.close();
      profile.remove();
    });

    it(`opens and trains in its workers, ${cold ? 'from a cold start' : 'loaded again'}`, async () => {
      const server = await serve({ port: 0 });
      tab = await Tab.open(engine, profile);
      await tab.goto(`${server.url}/#/device`);
      await says(tab, 'a2-app', /Kept: it opens offline/);
      await train(tab, server.url, [433]);
      await server.close();
      nobody = await Nobody.at(server.url);
      if (cold) {
        await tab.close();
        tab = await Tab.open(engine, profile);
      } else {
        await tab.reload();
      }
      // The front page too, though it was never opened: its network is drawn at its first step, or learns already.
      await tab.goto(`${server.url}/#/`);
      await says(tab, 'a2-front-page', /Epoch \d+ of 400/);
      await train(tab, server.url, [1]);
      // Both trials: the kept one is still there.
      assert.deepEqual(await keptLosses(tab), await lossesInNode(shortened([433, 1])));
    });
  });
}
