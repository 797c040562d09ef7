/**
 * Freezes what the built lab keeps in a browser: uses it as a person would, and writes its database, record by
 * record, to `NUMBER/store.json`. Run once, as `freeze.ts` is, and after it.
 *
 *     A2_DATASETS=folder node cli/build/stale.mjs
 *     npx tsx test/frozen/freeze-store.ts NUMBER
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { linkOf } from '../../src/document/link.ts';
import { parseExperiment } from '../../src/document/parse.ts';
import {
  hasFashion,
  newPage,
  openLab,
  runButton,
  runsAreKept,
  setField,
  trialsReach,
} from '../e2e/support.ts';
import type { FrozenStore } from './database.ts';

const exercise = {
  format: 'a2-experiment',
  version: 1,
  name: 'week-3',
  title: 'Week 3: the learning rate',
  trial: {
    dataset: { name: 'housing-synthetic', trainSize: 200, testSize: 100, validation: 50 },
    model: { depth: 1, width: 8 },
    optimizer: { name: 'sgd', learningRate: 0.01 },
    batchSize: 50,
    epochs: 3,
  },
  // The first one diverges.
  axes: [{ path: 'optimizer.learningRate', values: [1e6, 0.01] }],
  classroom: { lock: ['dataset', 'model'], predict: 'Which one ends lowest?', studentSeed: true },
};

async function linkTo(document: unknown): Promise<string> {
  const parsed = parseExperiment(document);
  if (!parsed.ok) throw new Error(parsed.issues[0]?.message);
  return `#/x/${await linkOf(parsed.experiment)}`;
}

async function ran(page: Page, ends = /done|diverged/): Promise<void> {
  await runButton(page).click();
  await trialsReach(page, ends);
  await runsAreKept(page);
}

async function use(page: Page, url: string, folder: string): Promise<void> {
  // A class: a student's id, a prediction, and a trial that diverges.
  await page.goto(`${url}/${await linkTo(exercise)}`);
  await page.getByLabel('Your student id').fill('s1234567');
  await page.keyboard.press('Enter');
  await page
    .getByLabel('What do you expect, and why?')
    .fill('0.01, for the other one is too large.');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: 'Change it' }).waitFor();
  await ran(page);

  // Pictures of the real dataset, four trials; the findings edited.
  await page.goto(`${url}/#/I1d`);
  await setField(page, 'Epochs', '1');
  await setField(page, 'Training rows', '640');
  await setField(page, 'Test rows', '200');
  await ran(page);
  await page.getByRole('button', { name: 'Edit', exact: true }).first().click();
  await page
    .locator('a2-findings textarea')
    .first()
    .fill('My own words: the best start is Xavier’s.');
  await page
    .getByRole('button', { name: /^(Save|Keep|Done)/ })
    .first()
    .click();

  // Houses; then a longer run that is cancelled in the middle.
  await page.goto(`${url}/#/I2c`);
  await page.getByRole('heading', { name: /House prices/ }).waitFor();
  await setField(page, 'Epochs', '2');
  await ran(page);
  await setField(page, 'Epochs', '200');
  await runButton(page).click();
  await page
    .getByText(/epoch [2-9]/i)
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Cancel' }).first().click();
  await trialsReach(page, /cancelled/i);
  await runsAreKept(page);

  // A table of one's own.
  await page.goto(`${url}/#/playground`);
  await page.getByText('A table of your own (CSV)').click();
  await page.locator('#file').setInputFiles(path.join(folder, 'table.csv'));
  await page.getByRole('button', { name: 'Use this table' }).click();
  await runButton(page).click();
  await page
    .getByText(/done in/)
    .first()
    .waitFor();
  await runsAreKept(page);

  // A run of another machine.
  await page.goto(`${url}/#/results`);
  await page.getByLabel('Import').setInputFiles(path.join(folder, 'members/03.results.json'));
  await page.getByText('1 run imported').waitFor();
}

/** All records; typed arrays and buffers as base64. */
const dump = (page: Page): Promise<FrozenStore> =>
  page.evaluate(async () => {
    const promised = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error!));
      });
    const base64 = (view: ArrayBufferView | ArrayBuffer) => {
      const bytes = ArrayBuffer.isView(view)
        ? new Uint8Array(view.buffer, view.byteOffset, view.byteLength)
        : new Uint8Array(view);
      let text = '';
      for (const byte of bytes) text += String.fromCharCode(byte);
      return btoa(text);
    };
    const plain = (value: unknown): unknown => {
      if (value === undefined) return { $: 'undefined' };
      if (typeof value === 'number' && !Number.isFinite(value))
        return { $: 'number', value: String(value) };
      if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer)
        return { $: value.constructor.name, value: base64(value) };
      if (Array.isArray(value)) return value.map((each) => plain(each));
      if (typeof value !== 'object' || value === null) return value;
      if (Object.getPrototypeOf(value) !== Object.prototype)
        throw new Error(`a record has a ${value.constructor.name}`);
      return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
    };
    const database = await promised(indexedDB.open('a2-lab'));
    const stores: Record<string, { key: string; value: unknown }[]> = {};
    for (const name of database.objectStoreNames) {
      const store = database.transaction(name).objectStore(name);
      const [keys, values] = await Promise.all([
        promised(store.getAllKeys()),
        promised(store.getAll() as IDBRequest<unknown[]>),
      ]);
      stores[name] = keys.map((key, index) => ({
        key: key as string,
        value: plain(values[index]),
      }));
    }
    const kept = Object.fromEntries(Object.entries(localStorage)) as Record<string, string>;
    return { version: database.version, stores, localStorage: kept };
  });

async function freeze(number: string): Promise<void> {
  const folder = path.join(import.meta.dirname, number);
  const file = path.join(folder, 'store.json');
  if (!existsSync(path.join(folder, 'documents.json')) || existsSync(file))
    throw new Error('wanted the number of a folder that freeze.ts has made, without a store');
  if (!hasFashion) throw new Error('the build has no real datasets');
  const lab = await openLab();
  try {
    const { page } = await newPage(lab);
    await use(page, lab.url, folder);
    // Compiled functions name themselves by it, and the page has none.
    await page.evaluate('globalThis.__name = (named) => named');
    writeFileSync(file, `${JSON.stringify(await dump(page))}\n`);
    const { stores } = JSON.parse(readFileSync(file, 'utf8')) as FrozenStore;
    for (const [name, records] of Object.entries(stores))
      console.log(`${name}: ${records.length} records`);
  } finally {
    await lab.close();
  }
}

void freeze(process.argv[2] ?? '');
