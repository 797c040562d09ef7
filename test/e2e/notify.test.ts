/** The notification at the end of a long run, with the browser's own. */
import { assert } from 'chai';
import { until } from '../support/until.ts';
import { addressOf, shortened } from './journey.ts';
import { newPage, openLab, runButton, trialsReach } from './support.ts';

/** What the test has in the page: it lets time pass, and looks away. */
interface Seen {
  later: number;
  away: boolean;
  readonly told: { readonly title: string; readonly body: string }[];
}

describe('a long run', () => {
  it('notifies who asked for it and is elsewhere', async () => {
    const lab = await openLab();
    const { context, page, problems } = await newPage(lab);
    await context.grantPermissions(['notifications'], { origin: lab.url });
    await page.addInitScript(() => {
      if ('seen' in globalThis) return;
      const seen: Seen = { later: 0, away: false, told: [] };
      Object.assign(globalThis, { seen });
      const now = performance.now.bind(performance);
      performance.now = () => now() + seen.later;
      Object.defineProperty(Document.prototype, 'hidden', {
        get() {
          return seen.away;
        },
      });
      globalThis.Notification = class extends Notification {
        constructor(title: string, options?: NotificationOptions) {
          super(title, options);
          seen.told.push({ title: this.title, body: this.body });
        }
      };
    });
    const change = (some: Partial<Seen>) =>
      page.evaluate((each) => {
        Object.assign((globalThis as unknown as { seen: Seen }).seen, each);
      }, some);
    const told = () => page.evaluate(() => (globalThis as unknown as { seen: Seen }).seen.told);
    await page.goto(await addressOf(lab.url, shortened([5], 40)));
    await runButton(page).click();
    await trialsReach(page, /epoch/);
    assert.equal(await page.getByRole('button', { name: 'Notify me when it ends' }).count(), 0);
    await change({ later: 61_000 });
    await page.getByRole('button', { name: 'Notify me when it ends' }).click();
    await page.getByText('You will be notified when this ends').waitFor();
    await change({ away: true });
    await trialsReach(page, /done/);
    await until('it is told', async () => (await told()).length === 1);
    const [{ title, body } = { title: '', body: '' }] = await told();
    assert.match(title, /: /);
    assert.match(body, /1 of 1\strial finished, /);
    assert.deepEqual(problems, []);
    await context.close();
  });
});
