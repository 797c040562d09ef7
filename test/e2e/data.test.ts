import { assert } from 'chai';
import { needsFashion, newPage, openLab, type Lab } from './support.ts';

describe('the pages of the datasets in the built lab', () => {
  let lab: Lab;

  before(async () => {
    lab = await openLab();
  });

  /** Waits until the page says all of it. */
  async function says(name: string, wanted: RegExp, figures: readonly string[]): Promise<void> {
    const { page, context, problems } = await newPage(lab);
    await page.goto(`${lab.url}/#/data/${name}`);
    const look = page.getByRole('button', { name: /^Download/ }).first();
    const content = page.getByText(wanted).first();
    await Promise.race([look.waitFor(), content.waitFor()]);
    if (!(await content.isVisible())) await look.click();
    await content.waitFor();
    // One part after the other is computed; a figure that never comes is named.
    for (const figure of figures)
      await page.getByText(figure).first().waitFor({ state: 'attached' });
    assert.deepEqual(problems, []);
    await context.close();
  }

  it('show how California housing is split, and every feature before and after', async function () {
    needsFashion(this);
    const figures = ['20,640', '15,480', '5,160', 'MedInc', 'Longitude', '1,273', '965'];
    await says('california-housing', /The split/, figures);
  });

  it('show the classes of FashionMNIST', async function () {
    needsFashion(this);
    const figures = ['60,000', '10,000', '6,000', 'Pullover', 'Sandal'];
    await says('fashion-mnist', /The split/, figures);
  });
});
