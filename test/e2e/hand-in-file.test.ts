/** The student's side of the report in the built lab: own answers, photos, and the hand-in file between two browsers. */
import { createReadStream, readFileSync } from 'node:fs';
import { assert } from 'chai';
import type { Page } from 'playwright-core';
import { theoryAnswers } from '../../src/course/answers/questions.ts';
import { readHandIn } from '../../src/course/handin/file/read.ts';
import { reportDocument } from '../../src/course/handin/report.ts';
import { until } from '../support/until.ts';
import { newPage, openLab, type Lab } from './support.ts';

const ready = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Save as a web page' }).and(page.locator(':enabled')).waitFor();

/** The file that a button saves. While the report is written again, a press does nothing. */
async function saved(page: Page, name: string): Promise<string> {
  const button = page.getByRole('button', { name });
  return until(`${name} gives a file`, async () => {
    const download = page.waitForEvent('download', { timeout: 5000 }).catch(() => null);
    await button.click();
    return (await download)?.path();
  });
}

/** What the report says before the runs, which are another browser's. */
const theory = (report: string): string => {
  const [, after = ''] = report.split('<body>');
  const [before, runs] = after.split('<section id="implementation-1"');
  assert.isDefined(runs, 'the report has implementation questions');
  return before!;
};

describe('the hand-in file in the built lab', () => {
  let lab: Lab;

  before(async () => {
    lab = await openLab();
  });

  it('brings own answers, photos and choices from one browser to another and to the command line', async () => {
    const one = await newPage(lab);
    const { page } = one;
    await page.goto(`${lab.url}/#/report`);
    await ready(page);
    await page.getByLabel('Name', { exact: true }).fill('Ada Lovelace');
    await page.getByLabel('by input: w₁, w₂ leave x₁').check();
    const answer = page.locator('#answer-T1');
    await answer.getByRole('button', { name: 'Write your own answer' }).click();
    await answer
      .getByLabel('Your answer to T1')
      .fill('There are $DM + M + MK + K$ **parameters**.');
    await answer.getByRole('region', { name: 'Preview' }).getByText('parameters').waitFor();
    const picture = await page.evaluate(() => {
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [400, 300];
      canvas.getContext('2d')!.fillRect(20, 20, 200, 100);
      return canvas.toDataURL('image/jpeg').split(',')[1]!;
    });
    await answer.getByLabel('Add photos').setInputFiles({
      name: 'page.jpg',
      mimeType: 'image/jpeg',
      buffer: Buffer.from(picture, 'base64'),
    });
    await answer.getByLabel('What photo 1 shows, for readers who cannot see it').fill('My sketch');
    await answer.getByRole('button', { name: 'Done' }).click();
    const agree = page.locator('#answer-T2').getByRole('checkbox');
    await agree.check();

    await page.reload();
    await ready(page);
    await answer.getByText('Your own answer').waitFor();
    assert.isTrue(await agree.isChecked());
    assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'Ada Lovelace');
    await page.locator('a2-report-preview').getByAltText('My sketch').waitFor();
    const file = await saved(page, 'Save hand-in file');
    const here = readFileSync(await saved(page, 'Save as a web page'), 'utf8');
    assert.include(here, 'alt="My sketch"');
    assert.deepEqual(one.problems, []);

    const other = await newPage(lab);
    await other.page.goto(`${lab.url}/#/report`);
    await ready(other.page);
    await other.page.getByLabel('Open hand-in file').setInputFiles({
      name: 'mine.json',
      mimeType: 'application/json',
      buffer: readFileSync(file),
    });
    await other.page.getByText('Opened: Ada Lovelace, 1 own answer, 1 photo.').waitFor();
    await other.page.locator('a2-report-preview').getByAltText('My sketch').waitFor();
    await ready(other.page);
    const there = readFileSync(await saved(other.page, 'Save as a web page'), 'utf8');
    assert.equal(theory(there), theory(here));
    assert.deepEqual(other.problems, []);
    await other.context.close();

    // What the command makes of the file, but for the runs.
    const read = await readHandIn(createReadStream(file));
    // Its downloads go with it.
    await one.context.close();
    if (!read.ok) assert.fail(read.issues[0]?.message ?? '');
    const { student, own, without } = read.file;
    const date = new Date();
    const data = { housing: null, starts: [] };
    const answers = theoryAnswers(own.choices);
    const command = reportDocument({
      student,
      own,
      without,
      date,
      data,
      runs: [],
      theory: answers,
    });
    assert.equal(theory(command), theory(here));
  });
});
