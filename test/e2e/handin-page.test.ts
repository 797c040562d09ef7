/**
 * The whole assignment on the page, from its one button to the hand-in, which has the same experiments, results,
 * programs, figures and answers as that of the command line.
 */
import { readFileSync } from 'node:fs';
import { assert } from 'chai';
import type { BrowserContext, Page } from 'playwright-core';
import type { ResultsDocument } from '../../src/formats/results/document.ts';
import { assignmentPresets } from '../../src/course/handin/questions.ts';
import { readZip, type Unzipped } from '../course/handin/read-zip.ts';
import { withoutTimes } from '../course/handin/without-times.ts';
import { settings } from '../support/settings.mjs';
import { until } from '../support/until.ts';
import { handInMade, name, student } from './hand-in-made.ts';
import {
  needsFashion,
  newPage,
  openLab,
  patient,
  runButton,
  says,
  textOf,
  watchProblems,
  type Lab,
} from './support.ts';

/** What comes before the environment, which tells of the browser. */
const answers = (report: string): string => {
  const [before, after] = report.split('<section id="environment"');
  assert.isDefined(after, 'the report has a section on the environment');
  return withoutTimes(before!);
};

/** What follows the header, which has the time of training in it. */
function weights(file: Uint8Array): Buffer {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  return bytes.subarray(8 + Number(bytes.readBigUInt64LE(0)));
}

/** Waits for the end of a run for as long as it gets on. */
async function itsEnd(page: Page): Promise<void> {
  const end = page.getByRole('button', { name: 'Run again' });
  let before = '';
  while (!(await end.isVisible())) {
    await until('the run gets on', async () => {
      const now = await textOf(page, 'a2-run-bar');
      const moved = now !== before;
      before = now;
      return moved;
    });
  }
}

/** One page for what follows in this order: all is trained, and then handed in. */
describe('the whole assignment on the page of the built lab', function () {
  // The longest of all: on a slow machine more than other tests may take.
  this.timeout(settings.longTestLimit);
  let lab: Lab;
  let context: BrowserContext;
  let page: Page;
  let problems: string[];

  before(async function () {
    needsFashion(this);
    lab = await openLab();
    context = patient(await lab.browser.newContext({ acceptDownloads: true }));
    page = await context.newPage();
    problems = watchProblems(page);
    // Made beside the page, which leaves a core alone now and then. Whoever waits for it hears of a failure.
    handInMade().catch(() => undefined);
  });
  after(() => (context as BrowserContext | undefined)?.close());

  it('trains all of I1 and I2 on the real data from one button, and each page has its part', async () => {
    await page.goto(`${lab.url}/#/assignment`);
    await runButton(page).click();
    await itsEnd(page);
    const text = await says(page, 'a2-assignment-page', /1 kept, 20 trained in/);
    assert.match(text, /I1d .*best test accuracy 6\d\.\d\s%, with Xavier/);
    assert.match(text, /I1f .*best test accuracy 8\d\.\d\s%, with Adam/);
    assert.match(text, /I2c .*test MSE 0\.2\d+/);
    await page.getByRole('link', { name: 'Grid search', exact: true }).first().click();
    await page.getByRole('heading', { name: 'Grid search: learning rate × batch size' }).waitFor();
    // It holds rows back for the choice, so no trial of it is I2c's.
    await says(page, 'a2-run-bar', /9 trials done in/);
    await page.goto(`${lab.url}/#/I2c`);
    await page.getByRole('heading', { name: 'House prices, 100 epochs' }).waitFor();
    await says(page, 'a2-run-bar', /1 trial done in/);
    assert.deepEqual(problems, []);
  });

  it('hands in what the command line makes, but for dates, times and the environment', async () => {
    await page.goto(`${lab.url}/#/report`);
    await page.getByLabel('Name').fill(student.name);
    await page.getByLabel('Student number').fill(student.id);
    await page.getByLabel('Course').fill(student.course);
    await page.getByText('Nothing is missing').waitFor();
    const save = page.getByRole('button', { name: /ZIP/ });
    const [download] = await Promise.all([page.waitForEvent('download'), save.click()]);
    assert.equal(download.suggestedFilename(), `${name}.zip`);
    const here = readZip(readFileSync(await download.path()));
    const { files: there } = await handInMade();

    const text = (files: Map<string, Unzipped>, file: string): string =>
      new TextDecoder().decode(files.get(file)?.bytes ?? assert.fail(`${file} is not there`));
    assert.sameMembers([...here.keys()], [...there.keys()]);
    for (const preset of assignmentPresets) {
      const [mine, theirs] = [here, there].map((files) => {
        const { trials } = JSON.parse(text(files, `results/${preset}.json`)) as ResultsDocument;
        return trials.map((trial) => ({ ...trial, seconds: 0 }));
      });
      assert.deepEqual(mine, theirs, preset);
    }
    for (const file of here.keys()) {
      if (/^(programs|experiments)\/|\.svg$/.test(file)) {
        assert.equal(withoutTimes(text(here, file)), withoutTimes(text(there, file)), file);
      }
      if (file.endsWith('.safetensors')) {
        assert.isTrue(weights(here.get(file)!.bytes).equals(weights(there.get(file)!.bytes)), file);
      }
    }
    assert.equal(answers(text(here, 'report.html')), answers(text(there, 'report.html')));
    assert.deepEqual(problems, []);
  });

  it('is trained from the report too: one experiment, or all that it lacks', async () => {
    const { page: report, problems: wrong } = await newPage(lab);
    const lacks = (preset: string) => report.getByText(`Experiment ${preset} has not been run.`);
    const [first, ...others] = assignmentPresets;
    await report.goto(`${lab.url}/#/report`);
    for (const preset of assignmentPresets) await lacks(preset).waitFor();
    // It trains nothing, and so takes a moment.
    assert.equal(first, 'I1c');
    await report.getByRole('button', { name: 'Run I1c', exact: true }).click();
    await lacks('I1c').waitFor({ state: 'detached' });
    await says(report, 'a2-report-preview', 'Results of I1c');
    // The list of what is missing follows the end of a run as soon as its results are read.
    await report.getByText(`Run what is missing: ${others.join(', ')}`).waitFor();
    await report.getByRole('button', { name: 'Run', exact: true }).click();
    await report.getByText(`Running: ${others.join(', ')}`).waitFor();
    const begun = await textOf(report, 'a2-run-bar');
    await until('it trains', async () => (await textOf(report, 'a2-run-bar')) !== begun);
    await report.getByRole('button', { name: 'Cancel' }).click();
    await report.getByText('Run what is missing').waitFor();
    assert.deepEqual(wrong, []);
  });
});
