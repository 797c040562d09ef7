/** Notes and tags of a run: what is typed is kept as it is read again, or said to be too long. */
import { assert } from 'chai';
import fc from 'fast-check';
import { parseExperiment } from '../../../src/document/parse.ts';
import {
  aboutOf,
  notesProblem,
  tagsOf,
  tagsProblem,
  withWords,
  wordsOfRun,
} from '../../../src/lab/kept/about-run.ts';
import { newRun } from '../../../src/lab/kept/new-run.ts';
import { readRecord } from '../../../src/lab/kept/read-run.ts';
import { smallExperiment } from '../../support/small-experiment.ts';

function record() {
  const parsed = parseExperiment(smallExperiment());
  if (!parsed.ok) throw new Error(parsed.issues[0]?.message);
  const { trials, ...run } = newRun({
    experiment: parsed.experiment,
    plans: parsed.trials,
    machine: { engine: 'auto', deterministic: true },
    userAgent: 'a browser',
    datasets: {},
    started: 0,
  });
  assert.isNotEmpty(trials);
  return run;
}

describe('what a person writes about a run', () => {
  it('has each tag once, without the spaces around it', () => {
    assert.deepEqual(tagsOf(' wide,  two   words ;Wide,,\nlast'), ['wide', 'two words', 'last']);
    assert.deepEqual(tagsOf(' , '), []);
  });

  it('is kept as it is read again, or said to be too long', () => {
    const run = record();
    const text = (most: number) =>
      fc.oneof(
        fc.string({ maxLength: most, unit: 'binary' }),
        fc.string({ minLength: most - 5, maxLength: most + 5 }),
      );
    const typed = fc.record({
      notes: text(4_000),
      tags: fc.array(text(40), { maxLength: 25 }).map((tags) => tags.join()),
    });
    fc.assert(
      fc.property(typed, ({ notes, tags }) => {
        const words = { notes: notes.trim(), tags: tagsOf(tags) };
        if (notesProblem(words.notes) !== '' || tagsProblem(words.tags) !== '') return;
        const read = readRecord(structuredClone(withWords(run, words)));
        assert.isNotNull(read);
        assert.deepEqual(wordsOfRun(read), words);
      }),
    );
    assert.match(notesProblem('x'.repeat(4_123)), /4,000 characters; these have 4,123/);
    assert.match(tagsProblem(['x'.repeat(41)]), /40 characters; “x{20}…” has 41/);
    assert.match(
      tagsProblem(tagsOf(Array.from({ length: 21 }, (_, at) => String(at)).join())),
      /20 tags; .* 21/,
    );
  });

  it('leaves nothing in the record when it is emptied', () => {
    const run = record();
    const written = withWords(run, { notes: 'a note', tags: ['one'] });
    assert.deepEqual(withWords(written, { notes: '', tags: [] }), run);
    assert.deepEqual(wordsOfRun(run), { notes: '', tags: [] });
  });

  it('goes into its document only if there is something', () => {
    const run = record();
    assert.isUndefined(aboutOf(run));
    assert.deepEqual(aboutOf({ ...run, name: 'mine' }), { name: 'mine' });
    assert.deepEqual(aboutOf(withWords(run, { notes: 'a', tags: ['b'] })), {
      notes: 'a',
      tags: ['b'],
    });
  });
});
