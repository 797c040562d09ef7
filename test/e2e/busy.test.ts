/** No task of a page's main thread takes some 50 ms: see busy.ts for how that is measured. */
import { assert } from 'chai';
import { busyWhile, limit, work } from './busy.ts';
import { scenes } from './busy-scenes.ts';
import { labAndHosts } from './host.ts';
import { newPage } from './support.ts';

describe('a page’s thread is free', () => {
  const here = labAndHosts();

  it('by a measure that finds one long task, and lets the same work pass in parts', async () => {
    const { page, context } = await newPage(here.lab);
    await page.goto(`${here.lab.url}/nothing`);
    const times = limit + 2;
    const atOnce = await busyWhile(page, () => page.evaluate(work, [times, 'at once'] as const));
    assert.isAbove(atOnce.longest, limit);
    const inParts = await busyWhile(page, async () => {
      for (let part = 0; part < times; part++)
        await page.evaluate(work, [1, `part ${part}`] as const);
    });
    assert.isBelow(inParts.longest, limit);
    assert.isAtLeast(inParts.tasks.length, times);
    await context.close();
  });

  for (const { name, watch } of scenes) {
    it(name, async () => {
      const { longest, tasks, piece } = await watch(here);
      const told = tasks.slice(0, 5).map((task) => (task / piece).toFixed(1));
      assert.isBelow(longest, limit, `the longest tasks, in pieces of work: ${told.join(', ')}`);
    });
  }
});
