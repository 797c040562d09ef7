/** No task of a page's main thread takes some 50 ms: see busy.ts for how that is measured. */
import { assert } from 'chai';
import { busyWhile, leastBusy, longest, work } from './busy.ts';
import { scenes } from './busy-scenes.ts';
import { labAndHosts } from './host.ts';
import { newPage } from './support.ts';

describe('a page’s thread is free', () => {
  const here = labAndHosts();

  it('by a measure that finds one long task, and lets the same work pass in parts', async () => {
    const { page, context } = await newPage(here.lab);
    await page.goto(`${here.lab.url}/nothing`);
    const parts = 30;
    const inParts = await leastBusy(() =>
      busyWhile(page, async () => {
        for (let part = 0; part < parts; part++)
          await page.evaluate(work, [1, `part ${part}`] as const);
      }),
    );
    assert.isBelow(longest(inParts), 1);
    assert.isAtLeast(inParts.length, parts);
    const { took, allowed } = inParts[parts / 2]!;
    const twiceTooLong = Math.ceil((2 * allowed) / took);
    const atOnce = await busyWhile(page, () =>
      page.evaluate(work, [twiceTooLong, 'at once'] as const),
    );
    assert.isAbove(longest(atOnce), 1);
    await context.close();
  });

  for (const { name, watch } of scenes) {
    it(name, async () => {
      const least = await leastBusy(() => watch(here));
      const told = least
        .slice(0, 5)
        .map((task) => `${task.took.toFixed(0)} of ${task.allowed.toFixed(0)}`);
      assert.isBelow(longest(least), 1, `ms that tasks took, and might take: ${told.join(', ')}`);
    });
  }
});
