import { assert } from 'chai';
import { A2RunBar } from '../../../src/ui/elements/run-bar/element.ts';
import { A2TrialList } from '../../../src/ui/elements/trial-list/element.ts';
import { waitingTrial } from '../../../src/lab/reduce.ts';
import { idleState } from '../../../src/lab/session/merge.ts';
import { done, downloading, running, troubled, unreachable } from '../../lab/fixture/states.ts';
import {
  assertAccessible,
  button,
  find,
  findAll,
  mount,
  preset,
  settled,
  textOf,
  unmountAll,
} from './support.ts';

const { trials, experiment } = preset('I1d');

describe('<a2-run-bar>', () => {
  afterEach(unmountAll);

  it('starts, and says beforehand what it will run', async () => {
    const bar = await mount(new A2RunBar(), {
      state: idleState(trials),
      upfront: 'downloads 31 MB once',
    });
    let started = 0;
    bar.addEventListener('a2-run', () => started++);
    assert.include(textOf(find(bar, '.now')), '4 trials · 9,380 steps downloads 31 MB once');
    button(bar, 'Run').click();
    assert.equal(started, 1);
  });

  it('cancels what runs', async () => {
    const bar = await mount(new A2RunBar(), { state: running(trials) });
    let cancelled = 0;
    bar.addEventListener('a2-cancel', () => cancelled++);
    button(bar, 'Cancel').click();
    assert.equal(cancelled, 1);
    assert.include(textOf(find(bar, '.now')), '14 s left');
  });

  it('pauses and resumes by one button, which keeps the focus', async () => {
    const bar = await mount(new A2RunBar(), { state: running(trials) });
    const told: string[] = [];
    for (const type of ['a2-pause', 'a2-resume']) {
      bar.addEventListener(type, () => told.push(type));
    }
    button(bar, 'Pause').focus();
    button(bar, 'Pause').click();
    bar.state = { ...running(trials), paused: true };
    await settled(bar);
    assert.include(textOf(find(bar, '#now')), 'Paused at');
    assert.notInclude(textOf(find(bar, '.now')), 'left');
    assert.equal(bar.shadowRoot!.activeElement, button(bar, 'Resume'));
    await assertAccessible(bar);
    button(bar, 'Resume').click();
    assert.deepEqual(told, ['a2-pause', 'a2-resume']);
    bar.state = done(trials);
    await settled(bar);
    assert.equal(bar.shadowRoot!.activeElement, button(bar, 'Run'));
  });

  it('trains what failed or was cancelled first, and everything again by a second button', async () => {
    const state = troubled(trials);
    const bar = await mount(new A2RunBar(), { state });
    const told: string[] = [];
    for (const type of ['a2-run', 'a2-run-rest']) bar.addEventListener(type, () => told.push(type));
    assert.lengthOf(
      state.trials.filter(({ status }) => status === 'failed' || status === 'cancelled'),
      2,
    );
    button(bar, 'Train the remaining 2').click();
    bar.run();
    button(bar, 'Run again').click();
    assert.deepEqual(told, ['a2-run-rest', 'a2-run-rest', 'a2-run']);
    bar.state = done(trials);
    await settled(bar);
    assert.isEmpty(findAll(bar, '.second'));
    button(bar, 'Run again').click();
    bar.state = { ...state, trials: trials.map(waitingTrial) };
    await settled(bar);
    assert.isEmpty(findAll(bar, '.second'), 'nothing is there to be kept');
    bar.run();
    assert.deepEqual(told.slice(3), ['a2-run', 'a2-run']);
  });

  it('says why it cannot start, stays focusable and does nothing', async () => {
    const bar = await mount(new A2RunBar(), {
      state: idleState(trials),
      blocked: 'FashionMNIST is unavailable here',
    });
    let started = 0;
    bar.addEventListener('a2-run', () => started++);
    const run = button(bar, 'Run');
    assert.equal(run.getAttribute('aria-disabled'), 'true');
    run.focus();
    assert.equal(bar.shadowRoot!.activeElement, run);
    run.click();
    assert.equal(started, 0);
    assert.include(textOf(find(bar, '.now')), 'FashionMNIST is unavailable here');
    await assertAccessible(bar);
  });

  it('names the engine and its reason', async () => {
    const bar = await mount(new A2RunBar(), { state: done(trials) });
    assert.include(
      textOf(find(bar, '.engine')),
      'TensorFlow.js on WebAssembly – no hardware adapter',
    );
    assert.include(button(bar, 'Run').textContent, 'Run again');
  });

  it('has the same height in every state, and is accessible', async () => {
    for (const width of [900, 360]) {
      const heights = new Set<number>();
      for (const make of [idleState, downloading, running, done, troubled, unreachable]) {
        const bar = new A2RunBar();
        bar.style.width = `${width}px`;
        await mount(bar, { state: make(trials) });
        heights.add(bar.offsetHeight);
        await assertAccessible(bar);
        assert.isAtMost(find(bar, '.bar').scrollWidth, width);
        unmountAll();
      }
      assert.equal(heights.size, 1, [...heights].join());
    }
  });
});

describe('<a2-trial-list>', () => {
  afterEach(unmountAll);

  it('has a row with progress and status for every trial', async () => {
    const list = await mount(new A2TrialList(), {
      trials: running(trials).trials,
      axes: experiment.axes,
    });
    assert.equal(findAll(list, 'li').length, 4);
    assert.include(textOf(find(list, 'li')), 'uniform ±0.01 running');
    assert.match(textOf(find(list, 'li .figures')), /^epoch 4\/5 · 1,993\/2,345 · 6\.3 s$/);
    assert.closeTo(find<HTMLProgressElement>(list, 'progress').value, 0.85, 0.01);
    await assertAccessible(list);
  });

  it('says what happened to a trial and offers to run it again', async () => {
    const list = await mount(new A2TrialList(), {
      trials: troubled(trials).trials,
      axes: experiment.axes,
    });
    const ids: (readonly string[])[] = [];
    list.addEventListener('a2-run-again', (event) => ids.push(event.ids));
    assert.include(textOf(findAll(list, 'li')[1]!), 'The worker ended unexpectedly.');
    button(list, 'Run again: uniform ±0.1').click();
    assert.deepEqual(ids, [[trials[1]!.id]]);
    await assertAccessible(list);
    list.active = true;
    await settled(list);
    assert.isEmpty(findAll(list, 'button'));
  });

  it('leaves to the page what the page says already', async () => {
    const list = await mount(new A2TrialList(), {
      trials: unreachable(trials).trials,
      axes: experiment.axes,
      silent: true,
    });
    assert.isEmpty(findAll(list, '.trouble'));
  });

  it('scrolls where there are many', async () => {
    const grid = preset('I2d');
    const list = await mount(new A2TrialList(), {
      trials: running(grid.trials).trials,
      axes: grid.experiment.axes,
    });
    assert.equal(find(list, 'ul').tabIndex, 0);
    await assertAccessible(list);
  });
});
