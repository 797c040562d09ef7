import { assert } from 'chai';
import type { Page } from 'playwright-core';
import { newPage, openLab, runButton, says, type Lab } from './support.ts';
import { until } from '../support/until.ts';

/** Three clusters that a network tells apart, and a row with a gap. */
function clusters(): string {
  const rows = Array.from({ length: 240 }, (_, i) => {
    const kind = i % 3;
    const wobble = (Math.imul(i, 2654435761) >>> 0) / 2 ** 32 - 0.5;
    return `${(kind + wobble * 0.6).toFixed(3)},${(2 * kind - wobble).toFixed(3)},${['a', 'b', 'c'][kind]}`;
  });
  return ['width,length,kind', ...rows, ',1,a', ''].join('\n');
}

function line(): string {
  const rows = Array.from(
    { length: 200 },
    (_, i) => `${(i % 20) / 10};${((i % 20) / 5 + 1).toFixed(2)}`,
  );
  return ['x;price', ...rows, ''].join('\r\n').replaceAll('.', ',');
}

describe('the playground in the built lab', () => {
  let lab: Lab;

  before(async () => {
    lab = await openLab();
  });

  async function trained(name: string, text: string): Promise<{ page: Page; problems: string[] }> {
    const { page, problems } = await newPage(lab);
    await page.goto(`${lab.url}/#/playground`);
    await page.getByText('Your own table (CSV)').click();
    const buffer = Buffer.from(text);
    await page.locator('#file').setInputFiles({ name, mimeType: 'text/csv', buffer });
    await page.getByRole('button', { name: 'Use this table' }).click();
    await runButton(page).click();
    await page
      .getByText(/done in/)
      .first()
      .waitFor();
    return { page, problems };
  }

  it('trains on a CSV of classes, and tells them apart', async () => {
    const { page, problems } = await trained('kinds.csv', clusters());
    const results = await says(page, 'a2-results-table', /[\d.]+\s%/);
    assert.isAbove(Number(/([\d.]+)\s%/.exec(results)?.[1]), 80, results);
    await says(page, 'a2-csv-import', '240 rows used; 1 left out');
    await says(page, 'a2-csv-import', 'one of 3 classes');
    await page.getByRole('heading', { name: 'Confusion matrix' }).waitFor();
    assert.equal(await page.locator('a2-confusion td button').count(), 0);
    assert.equal(await page.locator('a2-draw-canvas').count(), 0);
    assert.deepEqual(problems, []);
    await page.context().close();
  });

  it('trains on a CSV of numbers with decimal commas, without a word of dollars', async () => {
    const { page, problems } = await trained('prices.csv', line());
    await page.getByRole('heading', { name: 'What if' }).waitFor();
    await says(page, 'a2-experiment-page', 'Predicted price');
    const shown = await says(page, 'a2-experiment-page', 'MSE, (price)²');
    assert.notInclude(shown, '$');
    assert.deepEqual(problems, []);
    await page.context().close();
  });

  it('keeps form and JSON in step, and what is typed across a reload', async () => {
    const { page } = await newPage(lab);
    await page.goto(`${lab.url}/#/playground`);
    await page.getByText('The experiment as JSON').click();
    const area = page.getByLabel('The experiment as JSON', { exact: true });
    await page.getByRole('textbox', { name: 'Layer width', exact: true }).fill('17');
    assert.include(await area.inputValue(), '"width": 17');
    const text = await area.inputValue();
    await area.fill(text.replace('"width": 17', '"width": 19'));
    assert.equal(
      await page.getByRole('textbox', { name: 'Layer width', exact: true }).inputValue(),
      '19',
    );
    // A file as PowerShell 5 writes it with ">".
    const wide = text.replace('"width": 17', '"width": 21').replaceAll('\n', '\r\n');
    await page.locator('#document').setInputFiles({
      name: 'wide.json',
      mimeType: 'application/json',
      buffer: Buffer.from(`\ufeff${wide}`, 'utf16le'),
    });
    await until('the file is read', async () => (await area.inputValue()).includes('"width": 21'));
    await area.fill(text.replace('"width": 17', '"width": 0'));
    await page.getByRole('button', { name: /trial\.model\.width/ }).waitFor();
    await area.fill(text.replace('"width": 17', '"width" 17'));
    await page.getByRole('button', { name: /^Line \d+, column \d+/ }).waitFor();
    await page.reload();
    await page.getByText('The experiment as JSON').click();
    assert.include(await area.inputValue(), '"width" 17');
    await page.context().close();
  });
});
