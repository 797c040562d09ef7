import { assert } from 'chai';
import { describe as words, reading } from '../../../src/figures/charts/describe.ts';
import type { ChartModel, ChartSpec } from '../../../src/figures/charts/model.ts';
import { lastIndex, valueAt } from '../../../src/figures/charts/model.ts';
import { specOf } from './support.ts';

const spec: ChartSpec = specOf({ better: 'high', format: (value) => `${value * 100} %` });
const style = { colour: 5, marker: 'circle' } as const;

function model(notes: readonly (string | undefined)[] = []): ChartModel {
  const group = (id: string, at: number) =>
    notes[at] === undefined ? { id, label: id, style } : { id, label: id, style, note: notes[at] };
  const line = (id: string, name: string, values: (number | null)[]) => ({
    group: id,
    name,
    dashed: name === 'test',
    values,
  });
  return {
    x: [1, 2, 3],
    groups: [group('Xavier', 0), group('uniform', 1)],
    lines: [
      line('Xavier', 'train', [0.3, 0.5, 0.75]),
      line('Xavier', 'test', [0.25, 0.5, 0.7]),
      line('uniform', 'train', [0.1, 0.1, null]),
      line('uniform', 'test', [0.1, 0.1, null]),
    ],
  };
}

describe('a chart in words', () => {
  it('reads every line at one x', () => {
    const text = reading(spec, model(), 1);
    assert.equal(text, 'epoch 2. Xavier: train 50 %, test 50 %. uniform: train 10 %, test 10 %');
    assert.include(reading(spec, model(), 2), 'uniform: train no value, test no value');
    assert.equal(reading(spec, model(), 9), '');
  });

  it('compares trials where all of them have got to', () => {
    assert.equal(
      words(spec, model()),
      'At epoch 2 – highest: Xavier, test 50 %; lowest: uniform, test 10 %.',
    );
  });

  it('leaves out what diverged, and says so', () => {
    assert.equal(
      words(spec, model([undefined, 'diverged'])),
      'At epoch 3: test 70 %. Not compared: uniform diverged.',
    );
  });

  it('says nothing before there is anything', () => {
    const empty = { ...model(), lines: [] };
    assert.equal(words(spec, empty), '');
    assert.equal(lastIndex(empty.lines), -1);
  });

  it('finds the value at an index or before it', () => {
    const line = { group: '', name: '', dashed: false, values: [null, 4, null] };
    assert.equal(valueAt(line, 2), 4);
    assert.isNull(valueAt(line, 0));
  });
});

describe('a mean over seeds in words', () => {
  const line = {
    group: 'a',
    name: 'test',
    dashed: true,
    values: [0.5, 0.6],
    spread: { low: [0.4, 0.6], high: [0.6, 0.6], counts: [3, 1], of: 3 },
  };
  const model: ChartModel = {
    x: [1, 2],
    groups: [{ id: 'a', label: 'Adam, 3 seeds', style: { colour: 5, marker: 'circle' } }],
    lines: [line],
    note: 'Lines are means',
  };

  it('has its range, and says how many seeds have got there', () => {
    assert.equal(reading(specOf(), model, 0), 'epoch 1. Adam, 3 seeds: test 0.5, 0.4 to 0.6');
    assert.equal(
      words(specOf(), model),
      'At epoch 2: test 0.6, 0.6 to 0.6 over 1 of 3 seeds. Lines are means.',
    );
  });

  it('says what is in sight and what is beyond the axis, the first few by name', () => {
    const beyond = Array.from({ length: 5 }, (_, index) => ({ line, value: index }));
    assert.include(
      words(specOf(), model, { window: [10, 20], beyond }),
      'Beyond the axis: Adam, 3 seeds test to 0, Adam, 3 seeds test to 1, Adam, 3 seeds test to 2 and 2 more.',
    );
  });
});
