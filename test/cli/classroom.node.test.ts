/** Experiments for a class on the command line: wrong locks are named, an id sets the seed. */
import { assert } from 'chai';
import { studentSeed } from '../../src/document/classroom.ts';
import { buildIfStale } from '../../cli/build/stale.mjs';
import { a2, Folder, smallExperiment } from './support.ts';

const engine = ['--engine', 'tfjs-cpu'];

describe('a2 and an experiment for a class', () => {
  let folder: Folder;
  before(() => buildIfStale(['cli']));
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => {
    folder.remove();
  });

  const written = (classroom: object, axes: object[] = []): string =>
    folder.write('class.json', { ...smallExperiment({}, axes), classroom });

  it('names a lock that is not a setting', async () => {
    const file = written({ lock: ['epochs', 'optimizer.learnRate'] });
    const { code, stdout } = await a2('validate', file);
    assert.equal(code, 1);
    assert.equal(
      stdout,
      'classroom.lock.1: expected the path of a setting, or "*" for all, got "optimizer.learnRate"\n',
    );
    const good = await a2('validate', written({ lock: ['epochs', '*'], predict: 'What comes?' }));
    assert.match(good.stdout, /is valid: 1 trial/);
  });

  it('trains with the seed of an id, and keeps both with the results', async () => {
    const file = written({ studentSeed: true });
    const out = folder.at('mine.json');
    const { code, stderr } = await a2('run', file, ...engine, '--student', ' AB12 ', '--out', out);
    assert.equal(code, 0, stderr);
    const seed = studentSeed('ab12', 'small');
    assert.include(stderr, `Student ab12: seed ${seed}.`);
    const results = folder.results('mine.json');
    assert.deepEqual(results.student, { id: 'ab12', seed });
    assert.equal(results.experiment.trial.seed, seed);
    assert.deepEqual(results.experiment.classroom, { studentSeed: true });
    const again = folder.at('again.json');
    const plain = await a2('run', out.replace('mine', 'class'), ...engine, '--out', again);
    assert.include(plain.stderr, '--student ID sets it');
    assert.notProperty(folder.results('again.json'), 'student');
    assert.notEqual(folder.results('again.json').trials[0]?.id, results.trials[0]?.id);
  });

  it('keeps the answer to what it asks beside the results, and tells the question without one', async () => {
    const file = written({ predict: 'Where does the loss end?' });
    const out = folder.at('mine.json');
    const answer = ['--predict', ' Below 0.5. '];
    const { code, stderr } = await a2('run', file, ...engine, ...answer, '--out', out);
    assert.equal(code, 0, stderr);
    const { prediction } = folder.results('mine.json');
    assert.equal(prediction?.question, 'Where does the loss end?');
    assert.equal(prediction?.answer, 'Below 0.5.');
    assert.match(prediction?.date ?? '', /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    const without = await a2('run', file, ...engine, '--out', folder.at('again.json'));
    assert.include(without.stderr, 'Before you run it: Where does the loss end?');
    assert.notProperty(folder.results('again.json'), 'prediction');
    const empty = await a2('run', file, '--predict', ' ');
    assert.equal(empty.code, 2);
    assert.include(empty.stderr, '--predict: wanted an answer of 1 to 4000 characters, got 0');
    const unasked = await a2('run', written({ studentSeed: true }), '--predict', 'Yes.');
    assert.equal(unasked.code, 2);
    assert.include(unasked.stderr, 'has no question');
  });

  it('is exported with the seed of an id', async () => {
    const file = written({ studentSeed: true });
    const { code, stdout, stderr } = await a2('export-torch', file, '--student', 'ab12');
    assert.equal(code, 0, stderr);
    const seed = studentSeed('ab12', 'small');
    assert.include(stderr, `Student ab12: seed ${seed}.`);
    assert.include(stdout, String(seed));
    const plain = await a2('export-torch', file);
    assert.notInclude(plain.stdout, String(seed));
    assert.include(plain.stderr, '--student ID sets it');
  });

  it('leaves an axis over seeds alone, and says so; and takes no empty id', async () => {
    const file = written({ studentSeed: true }, [{ path: 'seed', values: [1, 2] }]);
    const out = folder.at('axis.json');
    const { stderr } = await a2('run', file, ...engine, '--student', 'ab12', '--out', out);
    assert.include(stderr, 'the seeds are an axis and stay as they are');
    assert.deepEqual(
      folder.results('axis.json').trials.map(({ values }) => values.seed),
      [1, 2],
    );
    const empty = await a2('run', file, '--student', ' ');
    assert.equal(empty.code, 2);
    assert.include(empty.stderr, '--student: wanted an id of 1 to 200 characters');
  });
});
