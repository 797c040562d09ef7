import { assert } from 'chai';
import { needsFashion, newPage, openLab, textOf, type Lab } from './support.ts';

describe('the pages of the datasets in the built lab', function () {
  this.timeout(120_000);
  let lab: Lab;

  before(async () => {
    lab = await openLab();
  });
  after(() => lab.close());

  async function shown(name: string, wanted: RegExp): Promise<string> {
    const { page, context, problems } = await newPage(lab);
    await page.goto(`${lab.url}/#/data/${name}`);
    const look = page.getByRole('button', { name: /^Fetch/ }).first();
    const content = page.getByText(wanted).first();
    await Promise.race([look.waitFor(), content.waitFor()]);
    if (!(await content.isVisible())) await look.click();
    await content.waitFor();
    const text = await textOf(page, 'a2-data-page');
    assert.deepEqual(problems, []);
    await context.close();
    return text;
  }

  it('show how California housing is split, and every feature before and after', async function () {
    needsFashion(this);
    const text = await shown('california-housing', /MedInc/);
    for (const figure of ['20,640', '15,480', '5,160', 'MedInc', 'Longitude', '1,273', '965']) {
      assert.include(text, figure);
    }
  });

  it('show the classes of FashionMNIST', async function () {
    needsFashion(this);
    const text = await shown('fashion-mnist', /The split/);
    for (const figure of ['60,000', '10,000', '6,000', 'Pullover', 'Sandal']) {
      assert.include(text, figure);
    }
  });
});
