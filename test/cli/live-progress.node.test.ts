/** The progress display, on a simulated terminal that records its output. */
import { assert } from 'chai';
import { spaced } from '../../cli/a2/terminal.ts';
import { epochText, trialText } from '../../cli/a2/figures.ts';
import { LiveProgress } from '../../cli/a2/live-progress.ts';
import { waitingTrial } from '../../src/lab/reduce.ts';
import type { RunState } from '../../src/lab/state.ts';
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

describe('the figures of a trial in a line', () => {
  const record = { epoch: 1, trainMse: 4, trainMae: 1, testMse: 2.5, testMae: 1.25 };
  const table = {
    sha256: 'a'.repeat(64),
    title: 'mine.csv',
    target: 'price',
    task: 'regression',
    features: ['x'],
    rows: 20,
    complete: 20,
  };

  it('are dollars for house values, and for no other target', () => {
    const [houses] = planOf(smallExperiment()).trials;
    const [own] = planOf(smallExperiment({ dataset: { name: 'table', table } })).trials;
    const texts = (plan: typeof houses) => {
      const trial = { ...waitingTrial(plan!), epochs: [record] };
      return [spaced(epochText(trial, record)), spaced(trialText(trial))];
    };
    assert.deepEqual(texts(houses), [
      'test MAE $125,000, test MSE 2.500',
      'epoch 2/2 · 0.0 s · test MAE $125,000',
    ]);
    assert.deepEqual(texts(own), [
      'test MAE 1.250, test MSE 2.500',
      'epoch 2/2 · 0.0 s · test MAE 1.250',
    ]);
  });
});

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
