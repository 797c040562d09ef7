import { readFile } from 'node:fs/promises';
import { assert } from 'chai';
import type { Page } from 'playwright-core';
import { studentSeed } from '../../src/document/classroom.ts';
import { linkOf } from '../../src/document/link.ts';
import { parseExperiment } from '../../src/document/parse.ts';
import type { ResultsDocument } from '../../src/formats/results/document.ts';
import { until } from '../support/until.ts';
import {
  focused,
  newPage,
  openLab,
  runButton,
  runsAreKept,
  says,
  textOf,
  trialsReach,
  type Lab,
} from './support.ts';

const question = 'Which learning rate ends lowest, and why?';

const exercise = {
  format: 'a2-experiment',
  version: 1,
  name: 'week-3',
  title: 'Week 3: the learning rate',
  trial: {
    dataset: { name: 'housing-synthetic', trainSize: 500, testSize: 200 },
    model: { depth: 1, width: 8 },
    optimizer: { name: 'sgd', learningRate: 0.01 },
    batchSize: 50,
    epochs: 3,
  },
  axes: [{ path: 'optimizer.learningRate', values: [0.1, 0.01] }],
  classroom: { lock: ['dataset', 'model', 'optimizer'], predict: question, studentSeed: true },
};

async function link(document: object = exercise): Promise<string> {
  const parsed = parseExperiment(document);
  if (!parsed.ok) throw new Error(parsed.issues[0]?.message);
  return `#/x/${await linkOf(parsed.experiment)}`;
}

const barText = (page: Page): Promise<string> => textOf(page, 'a2-run-bar');

async function exported(page: Page): Promise<ResultsDocument> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: /Results, JSON/ }).click();
  const file = await (await download).path();
  return JSON.parse(await readFile(file, 'utf8')) as ResultsDocument;
}

describe('an experiment for a class, in the built lab', () => {
  let lab: Lab;

  before(async () => {
    lab = await openLab();
  });

  it('asks for an id and a prediction, trains with the id’s seed and keeps all beside the result', async () => {
    const { page, context, problems } = await newPage(lab);
    await page.goto(lab.url + '/' + (await link()));

    await page.getByText('Enter your student id above first').first().waitFor();
    await runButton(page).click({ force: true });
    await says(page, 'a2-run-bar', 'Enter your student id above first');
    await page.getByLabel('Your student id').fill(' S1234567 ');
    await page.keyboard.press('Enter');
    const seed = studentSeed('s1234567', 'week-3');
    await page.getByText(`your seed is ${seed}`).waitFor();

    await says(page, 'a2-run-bar', 'predict before you run');
    await page.keyboard.press('Control+Enter');
    await says(page, 'a2-run-bar', 'predict before you run');
    await page.getByLabel('What do you expect, and why?').fill('0.01, because 0.1 oscillates.');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: 'Edit prediction' }).waitFor();
    assert.notInclude(await barText(page), 'done', 'the answer is sent, and nothing has run');

    const seedField = page.getByLabel('Seed', { exact: true });
    assert.equal(await seedField.inputValue(), String(seed));
    assert.isTrue(await seedField.evaluate((field: HTMLInputElement) => field.readOnly));
    const width = page.getByLabel('Layer width', { exact: true });
    await width.focus();
    await page.keyboard.type('99');
    assert.equal(await width.inputValue(), '8', 'reached by the keyboard, and not changed');
    assert.equal(await page.getByRole('button', { name: 'vary Layer width' }).count(), 0);
    await page.getByLabel('Epochs', { exact: true }).fill('2');

    await page.keyboard.press('Control+Enter');
    await trialsReach(page, /done/);
    const beside = await textOf(page, 'a2-predict');
    assert.include(beside, '0.01, because 0.1 oscillates.');
    await says(page, 'a2-outcome', /Test MSE.*[Rr]ate 0\.1 [\d.]+/);
    assert.equal(await page.getByRole('button', { name: 'Edit prediction' }).count(), 0);

    const document = await exported(page);
    assert.deepEqual(document.student, { id: 's1234567', seed });
    assert.equal(document.prediction?.question, question);
    assert.equal(document.prediction?.answer, '0.01, because 0.1 oscillates.');
    assert.equal(document.experiment.trial.seed, seed);
    assert.deepEqual(document.experiment.classroom, exercise.classroom);

    await runsAreKept(page);
    await page.reload();
    await page.getByText('0.01, because 0.1 oscillates.').first().waitFor();
    await says(page, 'a2-outcome', /[Rr]ate 0\.1 [\d.]+/);
    assert.equal(await page.getByLabel('Epochs', { exact: true }).inputValue(), '2');
    assert.deepEqual((await exported(page)).prediction, document.prediction);

    // Another student at the same computer begins anew.
    await page.getByRole('button', { name: 'Change the id' }).click();
    await page.getByLabel('Your student id').fill('zz9');
    await page.keyboard.press('Enter');
    await page.getByText(`your seed is ${studentSeed('zz9', 'week-3')}`).waitFor();
    await says(page, 'a2-run-bar', 'predict before you run');
    assert.notInclude(await textOf(page, 'a2-predict'), 'oscillates');

    await page.goto(`${lab.url}/#/results`);
    await page.getByText('Student s1234567').waitFor();
    await page.getByRole('button', { name: /^Provenance/ }).click();
    await page.getByText(`s1234567, with seed ${seed}, derived from the id`).waitFor();
    await page.getByText('0.01, because 0.1 oscillates.').waitFor();
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('refuses a document that changes what is locked, by path and value', async () => {
    const { page, context } = await newPage(lab);
    await page.goto(lab.url + '/' + (await link()));
    await page.getByRole('button', { name: /Open as document/ }).click();
    const area = page.locator('a2-document-dialog textarea');
    const text = await until('the document is there', () => area.inputValue());
    await area.fill(text.replace('"width": 8', '"width": 64'));
    await page.getByText('trial.model: expected').waitFor();
    await says(page, 'a2-document-dialog', /as its author set it/);
    await area.fill(text.replace('"model",', ''));
    await page.getByText('classroom: expected').waitFor();
    await area.fill(text.replace('"epochs": 3', '"epochs": 4'));
    await page.getByText('A valid experiment').waitFor();
    await context.close();
  });

  it('is made in the playground, and handed out as a link', async () => {
    const { page, context, problems } = await newPage(lab);
    await page.goto(`${lab.url}/#/playground`);
    await page.getByText('For a class: locks').click();
    await page.getByLabel('Short name').fill('week-4');
    await page.getByLabel('A question students must answer').fill(question);
    await page.getByLabel('Derive the seed from').check();
    await page.locator('a2-class-editor').getByLabel('Learning rate').check();
    const rate = page.locator('a2-settings-form').getByLabel('Learning rate', { exact: true });
    assert.isTrue(await rate.evaluate((field: HTMLInputElement) => field.readOnly));

    // The author's own JSON is held to the locks as well, unless it takes them away.
    await page.getByText('The experiment as JSON').click();
    const area = page.getByLabel('The experiment as JSON');
    const text = await area.inputValue();
    assert.include(text, '"predict"');
    await area.fill(text.replace('"learningRate": 0.001', '"learningRate": 0.5'));
    await page.getByText('trial.optimizer.learningRate: expected 0.001').waitFor();
    await area.fill(text);

    await page.getByRole('button', { name: 'Open as students see it' }).click();
    await page.getByText('Enter your student id above first').first().waitFor();
    await page.getByText(question).waitFor();
    const there = page.locator('a2-settings-form').getByLabel('Learning rate', { exact: true });
    assert.isTrue(await there.evaluate((field: HTMLInputElement) => field.readOnly));
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('brings the keyboard to Run by a skip link, and runs by Ctrl+Enter', async () => {
    const { page, context } = await newPage(lab);
    await page.goto(lab.url + '/' + (await link({ ...exercise, classroom: {} })));
    await runButton(page).waitFor();
    await page.locator('h1').first().focus();
    for (let tabs = 0; tabs < 3 && (await focused(page)) !== 'Go to the Run button'; tabs++) {
      await page.keyboard.press('Tab');
    }
    assert.equal(await focused(page), 'Go to the Run button');
    await page.keyboard.press('Enter');
    await until('the Run button has the focus', async () => (await focused(page)) === 'Run');
    assert.equal(
      await runButton(page).getAttribute('aria-keyshortcuts'),
      'Control+Enter Meta+Enter',
    );
    await page.getByLabel('Epochs', { exact: true }).focus();
    await page.keyboard.press('Control+Enter');
    await trialsReach(page, /done/);
    await context.close();
  });
});
