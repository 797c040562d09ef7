import { assert } from 'chai';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContext, CDPSession, Page, Worker } from 'playwright-core';
import { StaticHost, openProfile } from './static-host.ts';
import {
  hasFashion,
  runButton,
  says,
  setField,
  trialsReach,
  watchProblems,
  workersOf,
} from './support.ts';
import { Profile } from './tabs.ts';

interface Manifest {
  readonly name: string;
  readonly icons: readonly Icon[];
  readonly screenshots: readonly (Icon & { readonly form_factor: string })[];
  readonly shortcuts: readonly { readonly name: string; readonly url: string }[];
}

interface Icon {
  readonly src: string;
  readonly sizes: string;
  readonly type: string;
  readonly purpose?: string;
}

/** Width and height as the PNG file itself has them. */
function pngSize(file: string): string {
  const bytes = readFileSync(file);
  assert.equal(bytes.toString('latin1', 1, 4), 'PNG', file);
  return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
}

/** One profile and one host for all of it, in this order: a visit, the installation, a cold start. */
describe('the lab installed from a plain static host below a path', () => {
  const profile = new Profile();
  let host: StaticHost;
  let context: BrowserContext;
  let page: Page;
  let problems: string[];
  let devtools: CDPSession;

  async function openBrowser(): Promise<void> {
    // The lab offers its button at the first visit, which Chromium does only after a while.
    const args = ['--bypass-app-banner-engagement-checks'];
    context = await openProfile(profile.path, { args });
    page = context.pages()[0]!;
    problems = watchProblems(page);
  }

  async function train(route: string, dataset: string, seed: string): Promise<void> {
    await page.goto(`${host.url}#/${route}`);
    // Until then the page is there that was open before, which has the same fields.
    await page.getByText(`${route} · the question`).waitFor();
    await page.getByLabel('Dataset', { exact: true }).selectOption(dataset);
    await setField(page, 'Epochs', '1');
    await setField(page, 'Training rows', '1280');
    // What was trained before is kept, so each time takes another seed.
    await setField(page, 'Seed', seed);
    const workers = new Set(workersOf(page));
    const add = (worker: Worker) => workers.add(worker.url());
    page.on('worker', add);
    await runButton(page).click();
    await trialsReach(page, /done/);
    page.off('worker', add);
    assert.isTrue(
      [...workers].some((url) => url.includes('trial.worker')),
      'it was trained in workers',
    );
  }

  before(async () => {
    host = await StaticHost.open('/courses/dl/lab/');
    await openBrowser();
    await page.goto(`${host.url}#/device`);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
    // Of the page as it is now: one of the empty page before it could not install.
    devtools = await context.newCDPSession(page);
  });
  after(async () => {
    await context.close();
    await host.close();
    profile.remove();
  });

  it('meets the browser’s own criteria for an app', async () => {
    const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
    assert.deepEqual(installabilityErrors, []);
    const { errors, url } = await devtools.send('Page.getAppManifest');
    assert.deepEqual(errors, []);
    assert.equal(url, `${host.url}manifest.webmanifest`);
    // Each place that serves the lab is an app of its own: the id follows from where it starts.
    const { appId } = await devtools.send('Page.getAppId');
    assert.equal(appId, host.url);
  });

  it('has icons, a maskable one too, and screenshots of the sizes that it names', () => {
    const manifest = JSON.parse(
      readFileSync(path.join(host.folder, 'manifest.webmanifest'), 'utf8'),
    ) as Manifest;
    assert.equal(manifest.name, 'a2-lab');
    for (const { src, sizes, type } of [...manifest.icons, ...manifest.screenshots]) {
      if (type === 'image/svg+xml') continue;
      assert.equal(pngSize(path.join(host.folder, src)), sizes, src);
    }
    const plain = manifest.icons.filter(({ purpose = 'any' }) => purpose === 'any');
    assert.includeMembers(
      plain.map(({ sizes }) => sizes),
      ['192x192', '512x512'],
    );
    assert.isTrue(manifest.icons.some(({ purpose }) => purpose === 'maskable'));
    assert.sameMembers(
      manifest.screenshots.map((each) => each.form_factor),
      ['wide', 'narrow'],
    );
  });

  it('is installed by the browser, opens in its own window, and says so there', async () => {
    await page.getByRole('button', { name: 'Install' }).waitFor();
    await devtools.send('PWA.install', { manifestId: host.url });
    // As the browser's own question does, which the button brings up and no test can answer.
    await devtools.send('PWA.changeAppUserSettings', {
      manifestId: host.url,
      displayMode: 'standalone',
    });
    const launched = context.waitForEvent('page');
    await devtools.send('PWA.launch', { manifestId: host.url });
    const app = await launched;
    await app.getByRole('heading', { level: 1 }).waitFor();
    assert.equal(new URL(app.url()).pathname, host.base);
    await app.evaluate(() => (location.hash = '#/device'));
    await app.getByText('Installed as an app.', { exact: true }).waitFor();
    await app.close();
  });

  it('has shortcuts that open what they name', async () => {
    const manifest = JSON.parse(
      readFileSync(path.join(host.folder, 'manifest.webmanifest'), 'utf8'),
    ) as Manifest;
    assert.isAbove(manifest.shortcuts.length, 3);
    for (const { name, url } of manifest.shortcuts) {
      // A tab of its own, as the system opens it.
      const tab = await context.newPage();
      await tab.goto(new URL(url, `${host.url}manifest.webmanifest`).href);
      const id = /\((\w+)\)$/.exec(name)?.[1];
      if (id === undefined) await tab.getByRole('heading', { level: 1, name }).waitFor();
      else await tab.getByText(`${id} · the question`).waitFor();
      await tab.close();
    }
  });

  it('trains without the headers that shared memory needs', async () => {
    assert.isFalse(await page.evaluate(() => crossOriginIsolated));
    await train('I2c', hasFashion ? 'california-housing' : 'housing-synthetic', '1');
    assert.deepEqual(problems, []);
  });

  it('opens and trains from a cold start without a server', async () => {
    if (hasFashion) {
      await page.goto(`${host.url}#/device`);
      await page.getByRole('button', { name: 'Make available offline: Fashion-MNIST' }).click();
      await page.getByText('Kept and verified').waitFor();
    }
    await context.close();
    await host.stop();
    await openBrowser();
    await page.goto(host.url);
    await page.getByRole('heading', { level: 1 }).waitFor();
    // One was kept by a run, the other made available.
    await train('I2c', hasFashion ? 'california-housing' : 'housing-synthetic', '2');
    await train('I1d', hasFashion ? 'fashion-mnist' : 'fashion-synthetic', '2');
    await says(page, 'a2-results-table', /Xavier.*\d+\.\d/);
    // The browser itself logs the request for the list of datasets, which cannot succeed.
    const refused = /net::ERR_(CONNECTION_(REFUSED|RESET)|SOCKET_NOT_CONNECTED)$/;
    const unexpected = problems.filter((each) => !refused.test(each));
    assert.deepEqual(unexpected, []);
  });
});
