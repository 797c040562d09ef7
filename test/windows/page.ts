/** A student's first steps on the page: opens it and trains. */
import { assert } from 'chai';
import { chromium } from 'playwright-core';
import {
  launchOptions,
  patient,
  runButton,
  says,
  setField,
  trialsReach,
  watchProblems,
} from '../e2e/support.ts';

/** Trains a shortened I1d on generated data in the page at this address. Throws if anything fails. */
export async function trainsInChromium(url: string): Promise<void> {
  const browser = await chromium.launch(launchOptions());
  try {
    const context = patient(await browser.newContext());
    const page = await context.newPage();
    const problems = watchProblems(page);
    await page.goto(`${url}/#/I1d`);
    await page.getByLabel('Dataset', { exact: true }).selectOption('fashion-synthetic');
    await setField(page, 'Epochs', '2');
    await setField(page, 'Training rows', '2560');
    await runButton(page).click();
    assert.lengthOf(await trialsReach(page, /done/), 4);
    await says(page, 'a2-results-table', /Xavier.*\d+\.\d/);
    assert.deepEqual(problems, []);
  } finally {
    await browser.close();
  }
}
