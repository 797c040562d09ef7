import { assert } from 'chai';
import {
  hasFashion,
  isServedOffline,
  newPage,
  openLab,
  runButton,
  says,
  setField,
  unfoldSetUp,
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
      await unfoldSetUp(page);
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
    // Nor does the browser log a request that cannot succeed.
    assert.deepEqual(problems, []);
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

  it('opens the front page: its network learns, also from points of one’s own, and its examples are drawn', async () => {
    const { page, context, problems } = await newPage(lab);
    await page.goto(`${lab.url}/`);
    await isServedOffline(page);
    await context.setOffline(true);
    await page.reload();
    const live = page.locator('a2-live');
    await live.getByText(/Epoch [1-9]/).waitFor();
    await live.getByRole('button', { name: 'Walk through one step in numbers' }).click();
    await live.getByRole('heading', { name: 'The point' }).waitFor();
    await live.getByRole('combobox', { name: 'Data' }).selectOption('Your own points');
    await live.getByRole('button', { name: /^Copy the/ }).click();
    await live.getByRole('button', { name: 'Points (CSV)' }).waitFor();
    await live.getByRole('button', { name: 'One epoch' }).click();
    await live.getByText('Epoch 1 of 400').waitFor();
    const cards = page.locator('a2-gallery li');
    for (const card of await cards.all()) {
      await card.scrollIntoViewIfNeeded();
      await card.locator('svg').first().waitFor();
    }
    assert.deepEqual(problems, []);
    await context.close();
  });
});
