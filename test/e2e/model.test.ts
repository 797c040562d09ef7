import { readFileSync } from 'node:fs';
import { assert } from 'chai';
import type { Page } from 'playwright-core';
import { readSafetensors } from '../../src/formats/model/safetensors.ts';
import { newPage, openLab, runButton, says, setField, textOf, type Lab } from './support.ts';
import { layersIn } from '../support/short-form.ts';

describe('a trained model in the built lab', () => {
  let lab: Lab;

  before(async () => {
    lab = await openLab();
  });

  /** Trains an experiment on the stand-in, shortened to what a test can wait for. */
  async function trained(name: string, dataset: string, rows: string) {
    const { page, context, problems } = await newPage(lab);
    await page.goto(`${lab.url}/#/${name}`);
    await page.getByLabel('Dataset', { exact: true }).selectOption(dataset);
    await setField(page, 'Epochs', '1');
    await setField(page, 'Training rows', rows);
    await runButton(page).click();
    await page.getByRole('button', { name: 'Run again' }).first().waitFor();
    return { page, context, problems };
  }

  const shows = (page: Page, tag: string, pattern: RegExp) =>
    page.waitForFunction(
      ([name, source]) => {
        const app = document.querySelector('a2-app')?.shadowRoot;
        const view = app
          ?.querySelector('a2-experiment-page')
          ?.shadowRoot?.querySelector('a2-model-view');
        const found = view?.shadowRoot?.querySelector(name)?.shadowRoot;
        return new RegExp(source).test(found?.textContent ?? '');
      },
      [tag, pattern.source] as const,
    );

  it('shows its mistakes, reads a drawing made by keys, and is saved', async () => {
    const { page, context, problems } = await trained('I1d', 'fashion-synthetic', '1280');
    const cells = page.locator('a2-confusion tbody button');
    await cells.first().waitFor();
    assert.equal(await cells.count(), 100);
    await shows(page, 'a2-image-browser', /page 1 of/);
    await page.locator('a2-image-browser select').first().selectOption('mistakes');
    await says(page, 'a2-image-browser li', /Predicted: (.+?), [\d.]+.% True: (?!\1)/);
    await page.locator('a2-draw-canvas canvas').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Space');
    await shows(page, 'a2-draw-canvas', /\d+\.\d\s?%/);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as safetensors' }).click();
    const file = readFileSync(await (await download).path());
    const model = readSafetensors(new Uint8Array(file), (await download).suggestedFilename());
    assert.equal(model.trial.dataset.name, 'fashion-synthetic');
    assert.equal(layersIn(model.parameters)[0]!.inputs, 784);
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('gives another price when a what-if slider is moved', async () => {
    const { page, context, problems } = await trained('I2c', 'housing-synthetic', '1280');
    await shows(page, 'a2-what-if', /\$\d/);
    const before = await textOf(page, 'a2-what-if .value');
    await page.locator('a2-what-if #range-0').focus();
    for (let i = 0; i < 20; i++) await page.keyboard.press('PageUp');
    await page.waitForFunction(
      ([was]) => {
        const app = document.querySelector('a2-app')?.shadowRoot;
        const view = app
          ?.querySelector('a2-experiment-page')
          ?.shadowRoot?.querySelector('a2-model-view');
        const value = view?.shadowRoot
          ?.querySelector('a2-what-if')
          ?.shadowRoot?.querySelector('.value')?.textContent;
        return value !== undefined && value.trim() !== was.trim();
      },
      [before] as const,
    );
    await page.getByLabel(/Test district, 0 to/).fill('3');
    await page.keyboard.press('Tab');
    await shows(page, 'a2-what-if', /Test district 3 has the true value\s+\$/);
    assert.deepEqual(problems, []);
    await context.close();
  });
});
