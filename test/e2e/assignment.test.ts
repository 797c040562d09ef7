import { assert } from 'chai';
import { needsFashion, newPage, openLab, runButton, says, textOf, type Lab } from './support.ts';

describe('the whole assignment from one button', function () {
  this.timeout(240_000);
  let lab: Lab;

  before(async () => {
    lab = await openLab();
  });
  after(() => lab.close());

  it('trains all of I1 and I2 on the real data, and each page has its part', async function () {
    needsFashion(this);
    const { page, context, problems } = await newPage(lab);
    await page.goto(`${lab.url}/#/assignment`);
    await runButton(page).click();
    await page.getByRole('button', { name: 'Run again' }).waitFor({ timeout: 200_000 });
    const text = await textOf(page, 'a2-assignment-page');
    assert.match(text, /21\strials done in/);
    assert.match(text, /I1d .*best test accuracy 6\d\.\d\s%, with Xavier/);
    assert.match(text, /I1f .*best test accuracy 8\d\.\d\s%, with Adam/);
    assert.match(text, /I2c .*test MSE 0\.2\d+/);
    await page.getByRole('link', { name: 'Grid search', exact: true }).first().click();
    await page.getByRole('heading', { name: 'Grid search, step by batch' }).waitFor();
    await says(page, 'a2-run-bar', /9\strials done/);
    assert.deepEqual(problems, []);
    await context.close();
  });
});
