import { assert } from 'chai';
import { until } from '../support/until.ts';
import { addressOf, shortened } from './journey.ts';
import { newPage, openLab, runButton, trialsReach } from './support.ts';

/** A chart alone on the screen: larger, drawn again, and back as it was. */
describe('a chart on the full screen', () => {
  it('takes its height, and goes back', async () => {
    const lab = await openLab();
    const { context, page, problems } = await newPage(lab);
    await page.goto(await addressOf(lab.url, shortened([5])));
    await runButton(page).click();
    await trialsReach(page, /done/);
    const chart = page.locator('a2-chart').first();
    const height = async () => (await chart.locator('canvas').first().boundingBox())?.height ?? 0;
    const before = await height();
    await chart.getByRole('button', { name: /^Full screen: / }).click();
    await until('the chart is drawn larger', async () => (await height()) > 1.3 * before);
    await chart.getByRole('button', { name: /^Leave the full screen: / }).click();
    await until('the chart is as it was', async () => (await height()) === before);
    assert.deepEqual(problems, []);
    await context.close();
  });
});
