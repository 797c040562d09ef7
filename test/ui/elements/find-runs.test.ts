/** Finding runs by what their rows say, and their order. */
import { assert } from 'chai';
import { parseExperiment } from '../../../src/document/parse.ts';
import { newRun } from '../../../src/lab/kept/new-run.ts';
import type { ListedRun } from '../../../src/lab/kept/stored-run.ts';
import {
  runOrders,
  runsIn,
  tagsIn,
  wholeView,
  type RunView,
} from '../../../src/ui/elements/run-list/find-runs.ts';
import { smallExperiment } from '../../support/small-experiment.ts';

function listed(name: string, change: Partial<ListedRun> = {}, dataset = 'iris'): ListedRun {
  const parsed = parseExperiment(smallExperiment({ dataset: { name: dataset } }));
  if (!parsed.ok) throw new Error(parsed.issues[0]?.message);
  const { trials, ...run } = newRun({
    experiment: parsed.experiment,
    plans: parsed.trials,
    machine: { engine: 'auto', deterministic: true },
    userAgent: 'a browser',
    datasets: { [dataset]: 'sha256 abc' },
    started: 0,
  });
  assert.isNotEmpty(trials);
  return { ...run, name, ...change };
}

/** With one finished trial of that figure. */
function ended(metric: string, value: number, trials = 1): Pick<ListedRun, 'tally' | 'status'> {
  const figures = { [metric]: value };
  const counts = { trials, kept: trials, finished: trials, diverged: 0, engines: [] };
  return { status: 'done', tally: { ...counts, lowest: figures, highest: figures } };
}

const none: ReadonlySet<string> = new Set();
const names = (runs: readonly ListedRun[], view: Partial<RunView>, training = none): string[] =>
  runsIn(runs, { ...wholeView, ...view }, training).map(({ name }) => name);

describe('the list of runs', () => {
  const runs = [
    listed('Wide net', { notes: 'Überraschend good', tags: ['Slow', 'for TA'] }),
    listed('Deep net', { ...ended('testAccuracy', 0.7), tags: ['slow'], seconds: 9 }),
    listed('10 houses', { ...ended('testMse', 0.3, 4), seconds: 2 }, 'california-housing'),
    listed('9 houses', { ...ended('testMse', 0.2, 2), seconds: 3 }, 'california-housing'),
    listed('Best net', ended('testAccuracy', 0.9)),
  ];

  it('finds runs that have all words somewhere, whatever their case and accents', () => {
    assert.deepEqual(names(runs, { words: ' NET  uberraschend' }), ['Wide net']);
    assert.deepEqual(names(runs, { words: 'california' }), ['10 houses', '9 houses']);
    assert.deepEqual(names(runs, { words: 'for ta' }), ['Wide net']);
    assert.deepEqual(names(runs, { words: 'iris done' }), ['Deep net', 'Best net']);
    assert.deepEqual(names(runs, { words: 'interrupted' }), ['Wide net']);
    const training = new Set([runs[0]!.id]);
    assert.deepEqual(names(runs, { words: 'training now' }, training), ['Wide net']);
    assert.deepEqual(names(runs, { words: 'interrupted' }, training), []);
    assert.deepEqual(names(runs, { words: '.*' }), []);
  });

  it('finds runs that have all of the chosen tags, as whole tags', () => {
    assert.deepEqual(names(runs, { tags: ['SLOW'] }), ['Wide net', 'Deep net']);
    assert.deepEqual(names(runs, { tags: ['slow', 'for ta'] }), ['Wide net']);
    assert.deepEqual(names(runs, { tags: ['slo'] }), []);
    assert.deepEqual(tagsIn(runs), ['Slow', 'for TA']);
  });

  it('sorts, and leaves equal runs in the order of their dates', () => {
    const sorted = Object.fromEntries(runOrders.map((order) => [order, names(runs, { order })]));
    assert.deepEqual(sorted, {
      newest: ['Wide net', 'Deep net', '10 houses', '9 houses', 'Best net'],
      oldest: ['Best net', '9 houses', '10 houses', 'Deep net', 'Wide net'],
      name: ['9 houses', '10 houses', 'Best net', 'Deep net', 'Wide net'],
      best: ['Best net', 'Deep net', '9 houses', '10 houses', 'Wide net'],
      trials: ['10 houses', '9 houses', 'Wide net', 'Deep net', 'Best net'],
      time: ['Deep net', '9 houses', '10 houses', 'Wide net', 'Best net'],
    });
  });
});
