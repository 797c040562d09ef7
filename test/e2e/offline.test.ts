import { assert } from 'chai';
import {
  hasFashion,
  isServedOffline,
  newPage,
  openLab,
  runButton,
  says,
  setField,
  trialsReach,
  type Lab,
} from './support.ts';

describe('the built lab without a network', () => {
  let lab: Lab;

  before(async () => {
    lab = await openLab();
  });

  it('starts and trains after one visit', async () => {
    const { page, context, problems } = await newPage(lab);
    const dataset = hasFashion ? 'fashion-mnist' : 'fashion-synthetic';
    const train = async (seed: string) => {
      await page.getByLabel('Dataset', { exact: true }).selectOption(dataset);
      await setField(page, 'Epochs', '1');
      await setField(page, 'Training rows', '1280');
      // What was trained before is kept, so the second time takes another seed.
      await setField(page, 'Seed', seed);
      await runButton(page).click();
      await trialsReach(page, /done/);
    };
    await page.goto(`${lab.url}/#/I1d`);
    await isServedOffline(page);
    await train('1');

    await context.setOffline(true);
    await page.reload();
    // The kept page has its headers still, and so shared memory.
    assert.isTrue(await page.evaluate(() => crossOriginIsolated));
    await train('2');
    await says(page, 'a2-results-table', /Xavier.*\d+\.\d/);
    // The browser itself logs the request for the list of datasets, which cannot succeed.
    assert.deepEqual(
      problems.filter((each) => !each.includes('ERR_INTERNET_DISCONNECTED')),
      [],
    );
    await context.close();
  });

  it('opens each experiment although none was opened before', async () => {
    const { page, context } = await newPage(lab);
    await page.goto(`${lab.url}/`);
    await isServedOffline(page);
    await context.setOffline(true);
    for (const name of ['I1c', 'I1f', 'I2c', 'I2d']) {
      await page.goto(`${lab.url}/#/${name}`);
      await page.reload();
      await runButton(page).waitFor();
      await says(page, 'a2-experiment-page', name);
    }
    await context.close();
  });
});
