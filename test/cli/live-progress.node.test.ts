/** The display on a terminal, on a terminal that keeps what is written to it. */
import { assert } from 'chai';
import { LiveProgress } from '../../cli/a2/live-progress.ts';
import { waitingTrial } from '../../src/run/reduce.ts';
import type { RunState } from '../../src/run/state.ts';
import { planOf, smallExperiment } from './support.ts';

function stateOf(running: number): RunState {
  const axes = [{ path: 'seed', values: [1, 2, 3] }];
  const trials = planOf(smallExperiment({}, axes)).trials.map((plan, index) => ({
    ...waitingTrial(plan),
    status: index < running ? ('running' as const) : ('waiting' as const),
    stepsDone: index < running ? 10 : 0,
  }));
  return {
    status: 'running',
    trials,
    dataset: null,
    stepsDone: 10 * running,
    stepsTotal: 60,
    workers: running,
    secondsElapsed: 1,
    secondsLeft: 5,
    error: null,
  };
}

function shown(state: RunState, columns: number, rows: number, colours = false): string {
  let text = '';
  const write = (more: string) => (text += more);
  const progress = new LiveProgress({ columns, rows, hasColors: () => colours, write });
  progress.show(state);
  return text;
}

const lines = (text: string): string[] => text.replaceAll(/\x1b\[\d*[A-Zm]|\r/g, '').split('\n');

describe('progress on a terminal', () => {
  it('has a line for each running trial and one for all', () => {
    assert.deepEqual(lines(shown(stateOf(2), 80, 24)), [
      '[##########..........] seed 1 · epoch 1/2 · 0.0 s',
      '[##########..........] seed 2 · epoch 1/2 · 0.0 s',
      '[#######.............] 0/3 trials · 20/60 steps · 33 % · 5.0 s left',
      '',
    ]);
  });

  it('fits into the terminal, however small', () => {
    for (const columns of [1, 10, 30, 45]) {
      const text = lines(shown(stateOf(3), columns, 24));
      assert.isAtMost(Math.max(...text.map((line) => line.length)), columns);
    }
    assert.lengthOf(lines(shown(stateOf(3), 80, 3)), 1 + 1 + 1);
  });

  it('has colours only where the terminal has', () => {
    assert.notInclude(shown(stateOf(1), 80, 24), 'm#');
    assert.include(shown(stateOf(1), 80, 24, true), '\x1b[32m#');
  });
});
