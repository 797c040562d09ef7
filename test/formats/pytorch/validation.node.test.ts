/** Trials with validation rows: compares the lab's figures with those of the exported program. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { assert } from 'chai';
import { parseExperiment } from '../../../src/document/parse.ts';
import type { EpochRecord } from '../../../src/document/results.ts';
import type { ResultsDocument } from '../../../src/formats/results/document.ts';
import { pytorchProgram } from '../../../src/formats/pytorch/program.ts';
import { chooseEngine } from '../../../workers/engine/choose.ts';
import { runTrial } from '../../../workers/trial/run-trial.ts';
import { folder, loadFromFolder } from '../../data/folder.ts';
import { pythonWithTorch } from '../../support/python.mjs';
import { collect, worstRelative } from '../../workers/trials.ts';
import { flat } from '../results/plain.ts';

const experiment = (trial: object, axes: readonly object[] = []) => ({
  format: 'a2-experiment',
  version: 1,
  name: 'held-back',
  title: 'Rows held back',
  trial: { batchSize: 64, optimizer: { name: 'adam' }, ...trial },
  axes,
});

const documents = {
  'California housing': experiment(
    {
      dataset: { name: 'california-housing', validation: 2000 },
      model: { depth: 2, width: 16 },
      epochs: 2,
    },
    [{ path: 'dataset.validation', values: [2000, null] }],
  ),
  FashionMNIST: experiment({
    dataset: { name: 'fashion-mnist', trainSize: 2000, testSize: 1000, validation: 5000 },
    model: { depth: 2, width: 16 },
    epochs: 2,
  }),
};

function parsed(document: unknown) {
  const found = parseExperiment(document);
  if (!found.ok) throw new Error(found.issues.map(({ message }) => message).join('\n'));
  return found;
}

describe('a program of trials that hold rows back', () => {
  it('holds the same rows back and prints their figures', () => {
    for (const document of Object.values(documents)) {
      const { trials, experiment: own } = parsed(document);
      const source = pytorchProgram(own, trials);
      assert.include(source, '"validation_size"');
      assert.include(source, 'parts.append(("validation", validation_data))');
    }
  });

  it('says nothing of validation where no trial has any', () => {
    const { trials, experiment: own } = parsed(
      experiment({
        dataset: { name: 'california-housing' },
        model: { depth: 1, width: 4 },
        epochs: 1,
      }),
    );
    assert.notInclude(pytorchProgram(own, trials), 'validation');
  });
});

describe('validation beside PyTorch', () => {
  const python = pythonWithTorch();
  let place = '';

  before(function () {
    if (python === null || folder === null) this.skip();
    place = mkdtempSync(path.join(os.tmpdir(), 'a2-validation-'));
  });
  after(() => {
    if (place !== '') rmSync(place, { recursive: true, force: true });
  });

  function pytorch(document: unknown): ResultsDocument {
    const { experiment: own, trials } = parsed(document);
    const out = path.join(place, 'results.json');
    writeFileSync(path.join(place, 'program.py'), pytorchProgram(own, trials));
    const args = ['program.py', '--data', path.resolve(folder!), '--out', out, '--threads', '1'];
    const ended = spawnSync(python!, args, { cwd: place, encoding: 'utf8' });
    assert.equal(ended.status, 0, ended.stderr);
    return JSON.parse(readFileSync(out, 'utf8')) as ResultsDocument;
  }

  for (const [name, document] of Object.entries(documents)) {
    it(`agrees to 1e-5 on ${name}`, async () => {
      const theirs = pytorch(document);
      const { trials } = parsed(document);
      const engine = await chooseEngine('wasm');
      for (const [index, { trial }] of trials.entries()) {
        const dataset = (await loadFromFolder(trial.dataset.name))!;
        const { events, losses } = await collect(runTrial(trial, dataset, engine));
        const records = events.flatMap((event): EpochRecord[] =>
          event.type === 'epoch' ? [event.record] : [],
        );
        const { epochs, batchLosses } = flat(theirs.trials[index]!);
        assert.isAtMost(worstRelative(losses, batchLosses), 1e-5);
        assert.lengthOf(records, epochs.length);
        for (const [epoch, record] of records.entries()) {
          assert.sameMembers(Object.keys(record), Object.keys(epochs[epoch]!));
          const wanted = Object.keys(record).map(
            (key) => Reflect.get(epochs[epoch]!, key) as number,
          );
          assert.isAtMost(worstRelative(Object.values<number>({ ...record }), wanted), 1e-5);
          const held = Object.keys(record).some((key) => key.startsWith('validation'));
          assert.equal(held, trial.dataset.validation !== null);
        }
      }
    });
  }
});
