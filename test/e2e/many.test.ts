/** Experiments of 2,000 trials, the most that a document may ask for, on one page. */
import { assert } from 'chai';
import { until } from '../support/until.ts';
import { manyLink, nodesOf, twoThousandCells } from './many.ts';
import { newPage, openLab, says, type Lab } from './support.ts';

/** Trials that take no time. */
const tiny = { epochs: 1, batchSize: 16 };
const fewRows = { trainSize: 32, testSize: 16 };

describe('a page of two thousand trials', () => {
  let lab: Lab;

  before(async () => {
    lab = await openLab();
  });

  it('has the nodes of what is seen, and reaches the trials that are not', async () => {
    const { page, context, problems } = await newPage(lab);
    await page.goto(`${lab.url}/#/${await manyLink([2, 5, 2], tiny, fewRows)}`);
    await page.locator('a2-take-away').waitFor();
    const few = await nodesOf(page);
    await page.goto(`${lab.url}/#/${await manyLink(twoThousandCells, tiny, fewRows)}`);
    await says(page, 'a2-run-bar', '2,000 trials');
    const table = page.locator('a2-results-table table');
    await until(
      'the table tells how long it is',
      async () => (await table.getAttribute('aria-rowcount')) === '2001',
    );
    await page.locator('a2-dense-cells').waitFor();
    await page.locator('a2-take-away').waitFor();
    const many = await nodesOf(page);
    assert.isBelow(many, 3 * few, `nodes of 2,000 trials, and of 20: ${few}`);
    assert.isBelow(await table.getByRole('row').count(), 60);

    // Row by row, and to the last one, which nothing has drawn before.
    const first = table.getByRole('button', { name: /^0\.001/ }).first();
    await first.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    const focusedRow = () =>
      table.evaluate((each) => {
        const { activeElement } = each.getRootNode() as ShadowRoot;
        return (
          activeElement?.closest('tr')?.ariaRowIndex ??
          activeElement?.closest('tr')?.getAttribute('aria-rowindex')
        );
      });
    await until('the last row has the focus', async () => (await focusedRow()) === '2001');
    await page.keyboard.press('Enter');
    const dense = page.locator('a2-dense-cells');
    await until(
      'the trial is highlighted',
      async () => (await table.locator('tr.set-off').getAttribute('aria-rowindex')) === '2001',
    );

    // By a column, the other way round.
    await table.getByRole('button', { name: 'Layer width' }).click();
    await table.getByRole('button', { name: 'Layer width' }).click();
    await page.getByRole('searchbox', { name: 'Find trials' }).fill('rate 0.04 width 37');
    await until('one trial is found', async () => (await table.getByRole('row').count()) === 2);
    assert.include(await table.getByRole('row').last().innerText(), '37');
    await page.getByRole('searchbox', { name: 'Find trials' }).fill('');

    // From cell to cell of the heatmap.
    await dense.locator('[role=gridcell]').focus();
    await page.keyboard.press('Control+End');
    await until(
      'the last cell has the focus',
      async () =>
        (await dense.locator('[role=gridcell]').getAttribute('aria-label'))?.includes(
          'learning rate 0.04, layer width 50',
        ) === true,
    );
    await says(page, 'a2-heatmap', 'learning rate 0.04, layer width 50: waiting');

    // What is printed has all rows.
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await until('all rows are there', async () => (await table.getByRole('row').count()) === 2001);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    await until('all are gone', async () => (await table.getByRole('row').count()) < 60);
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('runs and ends when asked, and goes on with what is left', async () => {
    const { page, context } = await newPage(lab);
    await page.goto(`${lab.url}/#/${await manyLink(twoThousandCells, tiny, fewRows)}`);
    const button = page.locator('a2-run-bar .go');
    await button.click();
    await page.locator('a2-run-bar').getByRole('button', { name: 'Cancel' }).waitFor();
    const table = page.locator('a2-results-table table');
    await page.getByRole('searchbox', { name: 'Find trials' }).fill('done');
    await until('some trials are done', async () => (await table.getByRole('row').count()) > 4);
    await button.click();
    await says(page, 'a2-run-bar', 'Cancelled after');
    await page.getByRole('searchbox', { name: 'Find trials' }).fill('cancelled');
    await until(
      'the others are cancelled',
      async () => (await table.getByRole('row').count()) > 10,
    );
    await says(page, 'a2-experiment-page', /Interrupted: \d+ of 2,?000 trials kept/);
    assert.isBelow(await nodesOf(page), 30_000);
    await context.close();
  });
});
