import { readFile } from 'node:fs/promises';
import { assert } from 'chai';
import type { Page } from 'playwright-core';
import { until } from '../support/until.ts';
import {
  newPage,
  openLab,
  runButton,
  runsAreKept,
  says,
  setField,
  trialsReach,
  type Lab,
} from './support.ts';

describe('results that are kept, in the built lab', () => {
  let lab: Lab;

  before(async () => {
    lab = await openLab();
  });

  /** I1d on its stand-in, shortened to what a test can wait for. */
  async function shortened(page: Page, epochs = '1'): Promise<void> {
    await page.goto(`${lab.url}/#/I1d`);
    await page.getByLabel('Dataset', { exact: true }).selectOption('fashion-synthetic');
    await setField(page, 'Epochs', epochs);
    await setField(page, 'Training rows', '1280');
  }

  async function ran(page: Page): Promise<void> {
    await runButton(page).click();
    await trialsReach(page, /done/);
    await page.getByText('Provenance of this run').waitFor();
    await runsAreKept(page);
  }

  it('train no identical trial twice after the page was closed, unless asked', async () => {
    const { context, page, problems } = await newPage(lab);
    await shortened(page);
    await ran(page);
    const before = await says(page, 'a2-results-table', /\d+\.\d+/);
    assert.notInclude(before, 'kept from');
    await page.getByText('This run is in this browser only.').waitFor();
    await page.close();

    const again = await context.newPage();
    await shortened(again);
    await runButton(again).click();
    await again.getByText('nothing was trained just now').waitFor();
    await says(again, 'a2-run-bar', /4 trials, kept from/);
    assert.equal(await again.locator('a2-storage-notice').count(), 0, 'it is said once');
    const figures = (text: string) => text.match(/\d+\.\d+/g)?.slice(0, 8);
    const table = await says(again, 'a2-results-table', /\d+\.\d+/);
    assert.deepEqual(figures(table), figures(before));
    await again.getByRole('button', { name: 'Retrain everything' }).click();
    await trialsReach(again, /done$|done(?!, kept)/);
    await again
      .locator('#now')
      .getByText(/4\strials done in/)
      .waitFor();
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('come back for the experiment as it is, and only what is missing is trained', async () => {
    const { context, page } = await newPage(lab);
    // One trial of four is finished; the others have the same settings with another start.
    await page.goto(`${lab.url}/#/I1c`);
    await page.getByLabel('Dataset', { exact: true }).selectOption('fashion-synthetic');
    // Else the change below would compute all of it by itself.
    await page.getByLabel('Recompute as I change the set-up').uncheck();
    await setField(page, 'Seed', '7');
    await runButton(page).click();
    await trialsReach(page, /done/);
    await page.getByText('Provenance of this run').waitFor();
    await runsAreKept(page);
    await page.getByRole('button', { name: 'vary Seed' }).click();
    await setField(page, 'Seed', '7, 8');
    await runButton(page).click();
    await trialsReach(page, /done/);
    await says(page, 'a2-run-bar', /4 kept, 4 trained in/);
    await context.close();
  });

  it('are listed, renamed, compared, exported, deleted and imported', async () => {
    const { context, page, problems } = await newPage(lab, { acceptDownloads: true });
    await shortened(page);
    await ran(page);
    await setField(page, 'Learning rate', '0.02');
    await ran(page);
    await page.goto(`${lab.url}/#/results`);
    const runs = page.getByRole('list', { name: 'Runs' }).getByRole('listitem');
    await runs.nth(1).waitFor();
    assert.equal(await runs.count(), 2);
    await runs.first().getByText('best test accuracy').waitFor();
    await runs.first().getByText('stand-in data').waitFor();

    await page
      .getByRole('button', { name: /^Rename/ })
      .first()
      .click();
    await page.getByLabel('Name of the run').fill('faster');
    await page.getByLabel('Name of the run').press('Enter');
    await page.getByRole('heading', { name: 'faster' }).waitFor();

    for (const box of await page.getByRole('checkbox').all()) await box.check();
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.getByRole('heading', { name: /^Comparison of/ }).waitFor();
    await says(page, 'a2-run-compare', /Learning rate.*A · Xavier.*B · Xavier/);
    await page.goBack();
    await runs.nth(1).waitFor();

    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export 2' }).click();
    const file = await (await download).path();
    const bundle = JSON.parse(await readFile(file, 'utf8')) as {
      format: string;
      runs: { name: string; results: { passport: { losses: string }; trials: unknown[] } }[];
    };
    assert.equal(bundle.format, 'a2-results-bundle');
    assert.deepEqual(bundle.runs.map(({ name }) => name).includes('faster'), true);
    assert.match(bundle.runs[0]!.results.passport.losses, /^[0-9a-f]{64}$/);

    await page.getByRole('button', { name: 'Delete faster' }).click();
    await page.getByText('Deleted “faster”').waitFor();
    assert.equal(await runs.count(), 1);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('heading', { name: 'faster' }).waitFor();

    await page.getByRole('button', { name: 'Delete everything …' }).click();
    await page.getByRole('button', { name: 'Delete everything', exact: true }).click();
    await page.getByText('No runs yet').waitFor();

    await page.getByLabel('Import').setInputFiles(file);
    await page.getByText('2 runs imported').waitFor();
    await runs.getByText('imported, trained elsewhere, not verified').first().waitFor();
    await page.getByLabel('Import').setInputFiles({
      name: 'broken.json',
      mimeType: 'application/json',
      buffer: Buffer.from('{"format":"a2-results","version":3}'),
    });
    await page.getByText('version: expected 1 or 2, got 3').waitFor();

    await page.getByRole('link', { name: 'Open faster' }).click();
    await page.getByText('These results were imported from').waitFor();
    // Figures come while it is pressed, and move it: a press that misses is made again.
    const provenance = page.locator('details', { hasText: 'Provenance of this run' }).last();
    await until('the provenance is open', async () => {
      const isOpen = () => provenance.evaluate((element) => 'open' in element && element.open);
      if (!(await isOpen())) await page.getByText('Provenance of this run').click();
      return isOpen();
    });
    await page.getByRole('button', { name: 'Verify all' }).click();
    // What came to the same bits is kept as verified, and still marked.
    await page.getByText('trained elsewhere, verified here by training again').first().waitFor();
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('have notes and tags, are found by them, and compared at an address of its own', async () => {
    const { context, page, problems } = await newPage(lab);
    await shortened(page);
    await ran(page);
    await setField(page, 'Learning rate', '0.02');
    await ran(page);
    await page.goto(`${lab.url}/#/results`);
    const runs = page.getByRole('list', { name: 'Runs' }).getByRole('listitem');
    await runs.nth(1).waitFor();
    await page
      .getByRole('button', { name: /^Notes and tags/ })
      .first()
      .press('Enter');
    await page.getByLabel('Notes', { exact: true }).fill('twice the rate');
    await page.getByLabel('Tags', { exact: true }).fill('fast, mine');
    await page.getByLabel('Tags', { exact: true }).press('Enter');
    await runs.first().getByText('twice the rate').waitFor();

    await page.getByLabel('Find').fill('mine stand-in');
    await page.getByText('1 of 2 runs').waitFor();
    await page.reload();
    await page.getByText('1 of 2 runs').waitFor();
    await runs.getByText('twice the rate').waitFor();
    assert.equal(await runs.count(), 1);
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.getByText('2 runs', { exact: true }).waitFor();

    for (const box of await page.getByRole('checkbox').all()) await box.check();
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.getByRole('heading', { name: 'Comparison of 2 runs' }).waitFor();
    await says(page, 'a2-run-compare', /What differs.*Learning rate\s+0\.02\s+0\.01/);
    assert.match(await page.title(), /^Comparison of runs/);
    const address = page.url();
    await page.reload();
    await says(page, 'a2-run-compare', /settings are the same in all/);
    await page.goto(`${address},${'0'.repeat(32)}`);
    await page.getByText('One run is not kept in this browser').waitFor();
    await page.getByRole('heading', { name: 'Comparison of 2 runs' }).waitFor();
    await page.goBack();
    await page.goBack();
    await page.getByRole('heading', { name: 'Runs and results' }).waitFor();
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('are verified bit for bit on the lab’s own engine', async () => {
    const { context, page } = await newPage(lab);
    await shortened(page);
    await ran(page);
    // Figures come while it is pressed, and move it: a press that misses is made again.
    const provenance = page.locator('details', { hasText: 'Provenance of this run' }).last();
    await until('the provenance is open', async () => {
      const isOpen = () => provenance.evaluate((element) => 'open' in element && element.open);
      if (!(await isOpen())) await page.getByText('Provenance of this run').click();
      return isOpen();
    });
    await page.getByRole('button', { name: 'Verify all' }).click();
    await page.waitForFunction(
      () =>
        document
          .querySelector('a2-app')
          ?.shadowRoot?.querySelector('a2-experiment-page')
          ?.shadowRoot?.querySelector('a2-passport')
          ?.shadowRoot?.textContent.match(/equal, bit for bit/g)?.length === 4,
      null,
    );
    await context.close();
  });

  it('need no store: a link brings the set-up, starts nothing and is taken back to itself', async () => {
    const { context, page, problems } = await newPage(lab);
    await shortened(page, '3');
    await page.getByRole('button', { name: 'Copy link' }).click();
    const link = await until('the link is there', () =>
      page.getByLabel('Link to this set-up').inputValue(),
    );
    await context.close();

    const other = await newPage(lab);
    await other.page.goto(link);
    await other.page.getByText('comes from a link; check it and press Run').waitFor();
    await says(other.page, 'a2-run-bar', /4 trials · 120 steps/);
    await setField(other.page, 'Epochs', '9');
    await other.page.getByRole('button', { name: 'Reset to original' }).click();
    assert.equal(await other.page.getByLabel('Epochs', { exact: true }).inputValue(), '3');
    await other.page.goto(link.slice(0, -5));
    await other.page.getByText('This link cannot be opened').waitFor();
    assert.deepEqual([...problems, ...other.problems], []);
    await other.context.close();
  });
});
