import { assert } from 'chai';
import Papa from 'papaparse';
import { fullCsv } from '../../../../src/ui/elements/figures/full-csv.ts';
import { figuresOf } from '../../../../src/figures/specs.ts';
import { after, seedAxes, trialsOf } from './support.ts';

const read = (text: string): string[][] =>
  Papa.parse<string[]>(text, { skipEmptyLines: true }).data;

describe('everything that a figure was drawn from', () => {
  const trials = trialsOf(seedAxes);
  const figures = figuresOf(trials.map(({ plan }) => plan.trial));
  const figure = (id: string) => figures.find(({ spec }) => spec.id === id)!;

  it('has every batch of every trial, not only what is drawn', async () => {
    const losses = trials.map((_, at) =>
      Array.from({ length: 30_000 + at }, (_, step) => Math.fround(Math.exp(-step / 7e3) + at / 3)),
    );
    const begun = trials.map((trial, at) => after(trial, [], losses[at]));
    const [head, ...rows] = read(await fullCsv(figure('batch-loss'), begun));
    assert.deepEqual(head?.slice(0, 2), ['step', 'SGD · seed 1']);
    assert.lengthOf(head!, 7);
    assert.lengthOf(rows, 30_005);
    for (const step of [0, 17_345, 29_999, 30_004]) {
      assert.deepEqual(rows[step], [
        String(step + 1),
        ...losses.map((each) => String(each[step] ?? '')),
      ]);
    }
  });

  it('has both lines of every epoch, and nothing where nothing is', async () => {
    const begun = [after(trials[0]!, [1 / 3, 0.5]), ...trials.slice(1)];
    const [head, ...rows] = read(await fullCsv(figure('accuracy'), begun));
    assert.deepEqual(head?.slice(0, 3), ['epoch', 'SGD · seed 1 train', 'SGD · seed 1 test']);
    assert.deepEqual(
      rows.map((row) => row.slice(0, 4)),
      [
        ['1', String(1 / 3), String(1 / 6), ''],
        ['2', '0.5', '0.25', ''],
      ],
    );
  });

  it('has zeros as zeros, and what is not finite by its name', async () => {
    const gradientNorms = { loss: 2.3, activations: [0, 1e-12] };
    const begun = [{ ...trials[0]!, gradientNorms }];
    assert.deepEqual(read(await fullCsv(figure('gradient-norms'), begun)).slice(1), [
      ['1', '0'],
      ['2', '1e-12'],
    ]);
    const diverged = [after(trials[0]!, [], [1, Infinity, NaN])];
    assert.deepEqual(read(await fullCsv(figure('batch-loss'), diverged)).slice(2), [
      ['2', 'Infinity'],
      ['3', 'NaN'],
    ]);
  });

  it('is a header without rows before a run, and can be aborted', async () => {
    assert.lengthOf(read(await fullCsv(figure('accuracy'), trials)), 1);
    const begun = [after(trials[0]!, [], [1, 2, 3])];
    const given = await fullCsv(figure('batch-loss'), begun, AbortSignal.abort()).then(
      () => 'made',
      (error: unknown) => (error as Error).name,
    );
    assert.equal(given, 'AbortError');
  });
});
