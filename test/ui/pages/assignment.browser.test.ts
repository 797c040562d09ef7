import { assert } from 'chai';
import { A2AssignmentPage } from '../../../src/course/pages/assignment-page/element.ts';
import { SessionStore } from '../../../src/lab/session/sessions.ts';
import type { Lab } from '../../../src/ui/pages/lab.ts';
import {
  assertAccessible,
  button,
  find,
  findAll,
  mount,
  settled,
  shows,
  textOf,
  unmountAll,
} from '../elements/support.ts';
import { fakeLab } from '../../lab/fixture/fake-lab.ts';
import { done, running, troubled, unreachable } from '../../lab/fixture/states.ts';

async function open(lab: Lab): Promise<A2AssignmentPage> {
  const page = await mount(new A2AssignmentPage(), { lab, sessions: new SessionStore(lab) });
  await shows(() => textOf(find(find(page, 'a2-run-bar'), '.now')), '21 trials');
  return page;
}

const rowOf = (page: A2AssignmentPage, name: string): string => {
  const row = findAll(page, 'li').find((item) => textOf(item).startsWith(name));
  return row === undefined ? '' : textOf(row);
};

describe('<a2-assignment-page>', () => {
  afterEach(() => {
    unmountAll();
  });

  it('lists all questions, each with the page that answers it', async () => {
    const page = await open(fakeLab());
    const names = findAll(page, 'li .id').map(textOf);
    assert.deepEqual(
      names,
      ['T1', 'T2', 'T3', 'T4', 'T5', 'T6'].concat(
        ['I1a', 'I1b', 'I1c', 'I1d', 'I1e', 'I1f'],
        ['I2a', 'I2b', 'I2c', 'I2d'],
      ),
    );
    assert.include(textOf(find(page, 'article')), 'Go to your report');
    for (const link of findAll(page, 'li a')) assert.match(link.getAttribute('href') ?? '', /^#\//);
    assert.include(rowOf(page, 'I1d'), 'not run yet: 4 trials · 9,380 steps');
    await assertAccessible(page, true);
  });

  it('runs everything from one button, and only what is missing from the next', async () => {
    const lab = fakeLab();
    const page = await open(lab);
    button(find(page, 'a2-run-bar'), 'Run').click();
    await settled(page);
    assert.lengthOf(lab.runs, 5);
    for (const run of lab.runs) run.show(running(run.plans));
    await shows(() => textOf(find(find(page, 'a2-run-bar'), 'button')), 'Cancel');
    await shows(() => rowOf(page, 'I2d'), 'left');
    await assertAccessible(page, true);
    for (const run of lab.runs.slice(0, 4)) run.end(done(run.plans));
    lab.runs[4]!.cancel();
    await shows(() => rowOf(page, 'I1f'), 'best test accuracy');
    assert.include(rowOf(page, 'I2d'), 'interrupted: 0 of 9 trials kept');
    assert.include(rowOf(page, 'I1e'), '8 trials done');
    await assertAccessible(page, true);
    button(find(page, 'a2-run-bar'), 'Train the remaining 9').click();
    assert.lengthOf(lab.runs, 6);
    lab.runs[5]!.end(done(lab.runs[5]!.plans));
    await shows(() => textOf(find(find(page, 'a2-run-bar'), 'button')), 'Run again');
    button(find(page, 'a2-run-bar'), 'Run again').click();
    assert.lengthOf(lab.runs, 11);
  });

  it('says what could not be trained, and what could not be opened', async () => {
    const lab = fakeLab();
    const page = await open(lab);
    button(find(page, 'a2-run-bar'), 'Run').click();
    lab.runs.forEach((run, index) => run.end((index === 1 ? unreachable : troubled)(run.plans)));
    await shows(() => rowOf(page, 'I1d'), 'failed; see its page');
    assert.include(textOf(find(page, 'a2-notice')), 'could not be fetched');
    await assertAccessible(page, true);
    unmountAll();
    const broken: Lab = { ...fakeLab(), preset: () => Promise.reject(new Error('no such file')) };
    const empty = await mount(new A2AssignmentPage(), {
      lab: broken,
      sessions: new SessionStore(broken),
    });
    await shows(() => textOf(find(empty, 'a2-notice')), 'no such file');
    await assertAccessible(empty, true);
  });
});
