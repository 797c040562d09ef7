/** The live network on the built page: by its controls, by keyboard, by its address. */
import { assert } from 'chai';
import type { Page } from 'playwright-core';
import { newPage, openLab, type Lab } from './support.ts';

const step = async (page: Page): Promise<number> =>
  Number(/step (\d+)/.exec((await page.locator('a2-live .now').textContent()) ?? '')?.[1] ?? -1);

describe('the live network', () => {
  let lab: Lab;
  before(async () => {
    lab = await openLab();
  });

  it('plays, rests, steps, is walked through by keyboard, and keeps its settings in its address', async () => {
    const { page, problems } = await newPage(lab);
    await page.goto(`${lab.url}#/live`);
    const live = page.locator('a2-live');
    const press = (name: string) => live.getByRole('button', { name, exact: true }).click();
    await live.getByText('Epoch 0 of 400 · step 0').waitFor();
    await press('Play');
    await live.getByText(/Epoch [1-9]/).waitFor();
    await press('Pause');
    await live.getByRole('button', { name: 'Play', exact: true }).waitFor();
    const before = await step(page);
    await press('One step');
    await live.getByText(`step ${before + 1}`).waitFor();

    await live.getByRole('button', { name: 'Walk through one step in numbers' }).press('Enter');
    await live.getByRole('heading', { name: 'The point' }).waitFor();
    await page.keyboard.press('ArrowRight');
    await live.getByRole('heading', { name: 'Forward: layer 1' }).waitFor();
    await page.keyboard.press('Escape');
    await live.getByRole('button', { name: 'Walk through one step in numbers' }).waitFor();

    await live.getByRole('combobox', { name: 'Data' }).selectOption('moons');
    await page.waitForURL(/#\/live\/1\./);
    await page.reload();
    await live.getByText('step 0').waitFor();
    assert.equal(await live.getByRole('combobox', { name: 'Data' }).inputValue(), 'moons');
    assert.equal(await step(page), 0);
    assert.deepEqual(problems, []);
  });
});
