import { readFileSync, readdirSync } from 'node:fs';
import { assert } from 'chai';
import { linkOf, readLink } from '../../src/document/link.ts';
import { parseExperiment } from '../../src/document/parse.ts';
import { parseExperimentText } from '../../src/document/parse-text.ts';
import { trialCounts } from '../../src/document/parameters.ts';
import { presets, presetUrl } from '../../src/course/presets.ts';

const folder = new URL('../../public/experiments/', import.meta.url);

describe('the experiments that the lab comes with', () => {
  it('are the files in public/experiments', () => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
    assert.sameMembers(
      files,
      presets.map(({ name }) => `${name}.json`),
    );
  });

  for (const { name, title } of presets) {
    it(`${name} is valid and has the name and title that the list says`, () => {
      const address = presetUrl(name, new URL('../', folder).href);
      const parsed = parseExperimentText(readFileSync(address, 'utf8'));
      if (!parsed.ok) throw new Error(parsed.issues.map(({ message }) => message).join('; '));
      assert.equal(parsed.experiment.name, name);
      assert.equal(parsed.experiment.title, title);
      assert.equal(parsed.experiment.question.split('\n').length, 3);
    });
  }

  it('has the trials that the assignment asks for', () => {
    const counts = Object.fromEntries(
      presets.map(({ name }) => {
        const parsed = parseExperimentText(readFileSync(new URL(`${name}.json`, folder), 'utf8'));
        return [name, parsed.ok ? parsed.trials.length : 0];
      }),
    );
    assert.deepEqual(counts, { I1c: 4, I1d: 4, I1f: 3, I2c: 1, I2d: 9 });
  });

  it('holds back rows to choose a cell of the grid, and leaves links to the first revision as they were', async () => {
    const parsed = parseExperimentText(readFileSync(new URL('I2d.json', folder), 'utf8'));
    if (!parsed.ok) throw new Error('I2d is not valid');
    for (const { trial } of parsed.trials) {
      const { train, validation, test } = trialCounts(trial);
      assert.deepEqual([train, validation, test], [12_384, 3096, 5160]);
    }
    assert.match(parsed.experiment.notes.join(' '), /The winner is not refitted/);
    const first = {
      ...parsed.experiment,
      trial: { ...parsed.experiment.trial, dataset: { name: 'california-housing' } },
    };
    const old = parseExperiment(first);
    if (!old.ok) throw new Error('not valid');
    const read = await readLink(await linkOf(old.experiment));
    assert.deepEqual(
      read.ok ? read.trials.map(({ id }) => id) : [],
      old.trials.map(({ id }) => id),
    );
    assert.isEmpty(old.trials.filter(({ id }) => parsed.trials.some((each) => each.id === id)));
  });

  it('have notes on the errors in the task', () => {
    const notes = (name: string) => readFileSync(new URL(`${name}.json`, folder), 'utf8');
    assert.include(notes('I1c'), 'MNIST digits');
    assert.include(notes('I2c'), 'mean average error');
    for (const name of ['I1c', 'I1d', 'I1f']) assert.include(notes(name), 'output layer');
  });
});

describe('the first paint', () => {
  it('has the paper and ink of the tokens', () => {
    const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
    const base = read('../../public/base.css');
    const tokens = read('../../src/ui/styles/tokens.ts');
    for (const name of ['paper', 'ink', 'line']) {
      const value = new RegExp(`--a2-${name}: (light-dark\\([^)]*\\))`).exec(tokens)?.[1];
      assert.include(base, value ?? 'no such token', name);
    }
  });
});
