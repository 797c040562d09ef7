import { assert } from 'chai';
import { until } from '../support/until.ts';
import {
  focused,
  newPage,
  openLab,
  runButton,
  says,
  setField,
  trialsReach,
  type Lab,
} from './support.ts';

describe('the page of the built lab', () => {
  let lab: Lab;

  before(async () => {
    lab = await openLab();
  });

  it('is run from the keyboard alone', async () => {
    const { page, context } = await newPage(lab);
    // I1c would run by itself after an edit.
    await page.goto(`${lab.url}/#/I1d`);
    await page.getByLabel('Dataset', { exact: true }).selectOption('fashion-synthetic');
    await setField(page, 'Epochs', '1');
    await setField(page, 'Training rows', '256');
    // From the top of the page, as after it was opened.
    await page.getByRole('link').first().focus();
    // Past the navigation; the form has some sixty stops more, which the link leaves out.
    for (let tabs = 0; tabs < 50 && (await focused(page)) !== 'Go to the Run button'; tabs++) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await until('the Run button has the focus', async () => (await focused(page)) === 'Run');
    await page.keyboard.press('Enter');
    const rows = await trialsReach(page, /done/);
    assert.lengthOf(rows, 4);
    await context.close();
  });

  it('offers the stand-in with one button where the real data cannot be had', async () => {
    const { page, context } = await newPage(lab);
    await page.route('**/datasets/**', (route) => route.fulfill({ status: 404, body: '' }));
    await page.goto(`${lab.url}/#/I1c`);
    const offer = page.getByRole('button', { name: /stand-in/i }).first();
    await offer.click();
    await runButton(page).click();
    await trialsReach(page, /done/);
    await says(page, 'a2-figures', /stand-in data, not FashionMNIST/);
    await context.close();
  });

  it('has a header as tall as its one line, however little the page below has', async () => {
    const { context, page } = await newPage(lab, { viewport: { width: 360, height: 900 } });
    await page.goto(`${lab.url}/#/results`);
    await page.getByText('No runs yet').waitFor();
    const box = await page.locator('header.side').boundingBox();
    assert.isBelow(box?.height ?? Infinity, 80);
    await context.close();
  });

  for (const width of [360, 1600]) {
    it(`fits ${width} px before and after a run, in every experiment`, async () => {
      const { page, context, problems } = await newPage(lab, { viewport: { width, height: 800 } });
      for (const name of ['I1c', 'I1d', 'I1f', 'I2c', 'I2d']) {
        await page.goto(`${lab.url}/#/${name}`);
        await page.reload();
        await runButton(page).waitFor();
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.isAtMost(wide, width, `${name} before a run`);
      }
      if (width === 360) await page.getByText('Change the set-up').click();
      await page.getByLabel('Dataset', { exact: true }).selectOption('housing-synthetic');
      await setField(page, 'Epochs', '1');
      await runButton(page).click();
      await trialsReach(page, /done/);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.isAtMost(wide, width, 'I2d after a run');
      assert.deepEqual(problems, []);
      await context.close();
    });
  }

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`folds the set-up to its sentence beside a run, in ${colorScheme}, and never loses the focus`, async () => {
      const viewport = { width: 1280, height: 800 };
      const { page, context, problems } = await newPage(lab, { viewport, colorScheme });
      await page.goto(`${lab.url}/#/I2c`);
      await page.getByLabel('Dataset', { exact: true }).selectOption('housing-synthetic');
      const epochs = page.getByLabel('Epochs', { exact: true });
      const change = page.getByRole('button', { name: 'Change the set-up' });
      assert.equal(await change.count(), 0, 'open, and nothing to fold');
      await epochs.fill('2');
      await epochs.press('Control+Enter');
      await trialsReach(page, /done/);
      await epochs.waitFor({ state: 'hidden' });
      assert.include(['Run', 'Run again', 'Cancel'], await focused(page));
      assert.equal(await change.getAttribute('aria-expanded'), 'false');
      await change.press('Enter');
      assert.equal(await focused(page), 'Change the set-up');
      assert.equal(await change.getAttribute('aria-expanded'), 'true');
      await epochs.fill('3');
      await runButton(page).click();
      await page
        .getByText(/1\strial done in/)
        .first()
        .waitFor();
      assert.isTrue(await epochs.isVisible(), 'unfolded by the user');
      await page.goto(`${lab.url}/#/I1c`);
      await runButton(page).waitFor();
      await page.goto(`${lab.url}/#/I2c`);
      await epochs.waitFor();
      assert.isTrue(await epochs.isVisible(), 'still, on the same visit');
      await change.click();
      await epochs.waitFor({ state: 'hidden' });
      assert.deepEqual(problems, []);
      await context.close();
    });
  }

  it('says so where a part of the program does not come, and goes on when it does', async () => {
    const { page, context } = await newPage(lab, { serviceWorkers: 'block' });
    await page.route('**/assets/app-*.js', (route) => route.abort());
    await page.goto(`${lab.url}/#/I1c`);
    await page
      .getByText(/^The lab could not be opened: .* Reload the page to try again\.$/)
      .waitFor();
    await page.unroute('**/assets/app-*.js');
    await page.route('**/assets/experiment-*.js', (route) => route.abort());
    await page.reload();
    await page.getByText('This page could not be fetched:').waitFor();
    await page.unroute('**/assets/experiment-*.js');
    await page.getByRole('button', { name: 'Try again' }).click();
    await runButton(page).waitFor();
    await context.close();
  });

  it('asks nobody but its own origin', async () => {
    const { page, context } = await newPage(lab);
    const foreign: string[] = [];
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(lab.url) && !/^(data|blob):/.test(url)) foreign.push(url);
    });
    await page.goto(`${lab.url}/#/I1c`);
    await page.getByLabel('Dataset', { exact: true }).selectOption('fashion-synthetic');
    await runButton(page).click();
    await trialsReach(page, /done/);
    await page.getByRole('button', { name: /Open as document/ }).click();
    await page.getByRole('dialog').first().waitFor();
    assert.deepEqual(foreign, []);
    await context.close();
  });
});
