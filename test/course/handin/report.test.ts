import { assert } from 'chai';
import fc from 'fast-check';
import { isClassificationEpoch } from '../../../src/document/results.ts';
import { provenanceRecordOf } from '../../../src/formats/results/provenance-record.ts';
import { documentFile, resultsDocument } from '../../../src/formats/results/write.ts';
import { missingParts } from '../../../src/course/handin/missing.ts';
import { notes } from '../../../src/course/handin/notes.ts';
import { reportBody, reportDocument, reportParts } from '../../../src/course/handin/report.ts';
import { cssString, pageRules } from '../../../src/course/handin/styles.ts';
import { wholeText, type HandIn, type HandInRun } from '../../../src/course/handin/types.ts';
import { trialStateOf } from '../../../src/lab/recorded.ts';
import { count, percent, significant } from '../../../src/base/numbers.ts';
import { documents } from '../../lab/fixture/fake-lab.ts';
import { planned } from '../../lab/fixture/made.ts';
import { figuresOfReport, madeHandIn, tableOf, textOf } from './made.ts';
import { readText, textOf as textOfFile } from '../../formats/results/plain.ts';

const spaced = (text: string): string => text.replaceAll('\u00a0', ' ');

/** Tags as a browser nests them: every one closed, in order. */
function assertNested(markup: string): void {
  const empty = new Set(['br', 'meta']);
  const open: string[] = [];
  for (const [, closing, name = '', self] of markup.matchAll(
    /<(\/?)([a-z][a-z0-9]*)(?:[^<>"]|"[^"]*")*?(\/?)>/gi,
  )) {
    if (closing === '/') assert.equal(open.pop(), name);
    else if (self !== '/' && !empty.has(name)) open.push(name);
  }
  assert.isEmpty(open);
}

describe('the report', () => {
  let whole: HandIn;
  let body = '';

  before(async () => {
    whole = await madeHandIn();
    body = reportBody(whole);
  });

  it('is well-formed, without scripts, handlers or style attributes, and has no broken number', () => {
    assertNested(body);
    assert.notMatch(body, /<script|<style|\sstyle="|\son\w+="|javascript:/i);
    // A program may name what is no number.
    const words = textOf(body.replaceAll(/<pre>[\s\S]*?<\/pre>/g, ''));
    assert.notMatch(words, /NaN|undefined|\[object/);
  });

  it('is the same text for the same input', () => {
    assert.equal(reportBody(whole), body);
    assert.equal(reportDocument(whole), reportDocument({ ...whole }));
  });

  it('has a heading for every question, in order, and a contents line that leads there', () => {
    const names = ['T1', 'T2', 'T3', 'T4', 'T5', 'T6'].concat(
      ['I1a', 'I1b', 'I1c', 'I1d', 'I1e', 'I1f'],
      ['I2a', 'I2b', 'I2c', 'I2d'],
    );
    const heads = [...body.matchAll(/<h3>(\w+) · /g)].map(([, name]) => name);
    assert.deepEqual(heads, names);
    for (const name of names) {
      assert.include(body, `<a href="#${name.toLowerCase()}">`);
      assert.include(body, `<section id="${name.toLowerCase()}">`);
    }
    const levels = [...body.matchAll(/<h(\d)>/g)].map(([, level]) => Number(level));
    levels.forEach((level, at) => assert.isAtMost(level, (levels[at - 1] ?? 0) + 1));
    assert.lengthOf(
      levels.filter((level) => level === 1),
      1,
    );
  });

  it('numbers figures and tables as they come, and gives the figures as files', () => {
    const figures = [...body.matchAll(/<b>Figure (\d+)\.<\/b>/g)].map(([, at]) => Number(at));
    assert.deepEqual(
      figures,
      figures.map((_, at) => at + 1),
    );
    const tables = [...body.matchAll(/<b>Table (\d+)\.<\/b>/g)].map(([, at]) => Number(at));
    assert.deepEqual(
      tables,
      tables.map((_, at) => at + 1),
    );
    const files = figuresOfReport(whole);
    assert.lengthOf(files, figures.length);
    assert.lengthOf(new Set(files.map(({ name }) => name)), files.length);
    for (const { name, svg } of files) {
      assert.match(name, /^figure-\d\d-[a-z0-9.-]+$/);
      assert.match(svg, /^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
      assert.include(body, svg);
    }
  });

  it('comes in parts that are together the whole', () => {
    const parts = Array.from(reportParts(whole));
    assert.equal(body, ['<article class="report">', ...parts, '</article>'].join('\n'));
    for (const part of parts) assertNested(part);
  });

  it('answers the theory with the assignment’s numbers', () => {
    const answers = tableOf(body, 'The answers to T5');
    const row = (name: string): string[] =>
      answers.find(([first]) => first === name)?.slice(1) ?? [];
    assert.equal(row('output y')[0], '0.6681878');
    assert.equal(row('loss L')[0], '0.403186');
    assert.equal(row('w₁ after the step')[0], '0.1165906');
    assert.equal(row('w₄ after the step')[0], '0.4');
    assert.equal(row('w₅ after the step')[0], '0.5066362');
    assert.equal(row('w₆ after the step')[0], '0.6165906');
    assert.equal(row('b₁ after the step')[0], '0.1165906');
    assert.equal(row('b₃ after the step')[0], '0.3331812');
    assert.equal(row('w₅ after the step with momentum')[0], '0.9566362');
    const readings = tableOf(body, 'The answers to T5 under all readings');
    const other = readings.find(([first]) => first?.includes('(PyTorch)') === true);
    assert.equal(other?.[1], '0.4616362');
    const updates = tableOf(body, 'Updates of every parameter');
    assert.deepEqual(
      updates.slice(1).map((cells) => cells.at(-1)),
      ['5,000,000', '39,065', '39,060', '5'],
    );
    const text = textOf(body);
    for (const number of ['0.562177', '0.112435', '0.514051', '12,730', '7,813']) {
      assert.include(text, number);
    }
    const t3 = [...body.matchAll(/<section id="t3">[\s\S]*?<\/section>/g)].join('');
    assert.lengthOf([...t3.matchAll(/<figure/g)], 2);
    assert.include(textOf(t3), 'equal sub-expressions share one node, which leaves 5 units');
  });

  it('lists every error in the assignment’s text, those of the experiments word for word', () => {
    const said = textOf(body);
    for (const { text, report = text } of notes) assert.include(said, report);
    const known = new Set(notes.map(({ text }) => text));
    for (const name of Object.keys(documents)) {
      for (const note of planned(name).experiment.notes) assert.isTrue(known.has(note), note);
    }
  });

  it('has the figures of the runs and no others', () => {
    for (const { experiment, trials } of whole.runs) {
      const rows = tableOf(body, `Results of ${experiment.name}`);
      const [head = [], ...cells] = rows;
      trials.forEach((trial, at) => {
        const last = trial.epochs.at(-1);
        if (last === undefined) return;
        const cell = (name: string): string | undefined =>
          trials.length === 1
            ? cells.find(([first]) => first === name)?.[1]
            : cells[at]?.[head.indexOf(name)];
        if (isClassificationEpoch(last)) {
          assert.equal(cell('Test accuracy'), spaced(percent(last.testAccuracy)));
          assert.equal(cell('Train loss'), significant(last.trainLoss, 4));
        } else {
          assert.equal(cell('Test MSE'), significant(last.testMse, 4));
          assert.equal(cell('Train MSE'), significant(last.trainMse, 4));
        }
      });
    }
    const norms = tableOf(body, 'Norm of the gradient of the loss');
    whole.runs[0]?.trials.forEach(({ gradientNorms }, trial) => {
      gradientNorms?.activations.forEach((norm, layer) => {
        assert.equal(norms[layer + 1]?.[trial + 1], significant(norm, 4));
      });
    });
    const epochs = tableOf(body, 'Accuracy of I1f');
    whole.runs[2]?.trials.forEach(({ epochs: records }, trial) => {
      records.forEach((record, at) => {
        assert.isTrue(isClassificationEpoch(record));
        if (!isClassificationEpoch(record)) return;
        assert.equal(epochs[at + 1]?.[2 * trial + 1], spaced(percent(record.trainAccuracy)));
        assert.equal(epochs[at + 1]?.[2 * trial + 2], spaced(percent(record.testAccuracy)));
      });
    });
  });

  it('reads runs from results documents, as the command line writes them', async () => {
    const runs: HandInRun[] = [];
    for (const made of whole.runs) {
      const read = await readText(await textOfFile(documentFile(await resultsDocument(made))));
      if (!read.ok) throw new Error(read.issues[0]?.message);
      const { experiment, trials, environment, passport } = read.runs[0]!.run;
      runs.push({
        experiment,
        trials: trials.map(trialStateOf),
        environment,
        passport: await provenanceRecordOf(experiment, trials, passport.started),
        texts: new Map(),
      });
    }
    for (const [index, { passport, trials }] of runs.entries()) {
      assert.deepEqual(passport, whole.runs[index]?.passport);
      assert.lengthOf(trials, whole.runs[index]?.trials.length ?? 0);
    }
    for (const name of ['Results of I1d', 'Results of I2d', 'Accuracy of I1f']) {
      assert.deepEqual(tableOf(reportBody({ ...whole, runs }), name), tableOf(body, name));
    }
  });

  it('has every run’s passport', () => {
    for (const { passport, experiment } of whole.runs) {
      assert.include(body, passport.losses);
      assert.include(body, passport.experiment);
      const rows = tableOf(body, `Trials of ${experiment.name}`).slice(1);
      assert.deepEqual(
        rows.map(([, , steps]) => steps),
        passport.trials.map(({ steps }) => count(steps)),
      );
    }
  });

  it('takes findings as the student edited them, and says so', async () => {
    const [run] = (await madeHandIn({}, ['I1f'])).runs;
    const edited = {
      ...run!,
      texts: new Map([[wholeText, 'Adam <wins>.\n\nBy far & away,\nI think.']]),
    };
    const text = reportBody({ ...whole, runs: [edited] });
    assert.include(text, '<p>Adam &lt;wins&gt;.</p>');
    assert.include(text, '<p>By far &amp; away,<br>I think.</p>');
    assert.include(textOf(text), 'edited by the student');
  });

  it('says what is not there in its place, and lists it before', async () => {
    const empty = await madeHandIn({ theory: [], student: { name: ' ', id: '', course: '' } }, []);
    const text = textOf(reportBody(empty));
    assert.include(text, 'This question has not been answered.');
    assert.include(text, 'Experiment I2d has not been run');
    const missing = missingParts(empty);
    assert.lengthOf(
      missing.filter(({ kind }) => kind === 'student'),
      3,
    );
    assert.lengthOf(
      missing.filter(({ kind }) => kind === 'theory'),
      6,
    );
    const experiments = new Set(
      missing.filter(({ kind }) => kind === 'run').map(({ experiment }) => experiment),
    );
    assert.deepEqual([...experiments], ['I1c', 'I1d', 'I1f', 'I2c', 'I2d']);
    assert.deepEqual(
      missingParts({ ...empty, without: new Set(['I2c', 'T1']) }).filter(
        ({ question }) => question === 'I2c' || question === 'T1',
      ),
      [],
    );
  });

  it('counts trials that did not finish as missing', async () => {
    const [run] = (await madeHandIn({}, ['I1d'])).runs;
    const [first, ...others] = run!.trials;
    const cut = { ...run!, trials: [{ ...first!, status: 'cancelled' as const }, ...others] };
    const missing = missingParts({ ...whole, runs: [cut] });
    const found = missing.filter(({ kind }) => kind === 'trials');
    assert.deepEqual(
      found.map(({ question, experiment }) => [question, experiment]),
      [
        ['I1d', 'I1d'],
        ['I1e', 'I1d'],
      ],
    );
  });

  it('omits the questions that the student excludes', () => {
    const text = reportBody({ ...whole, without: new Set(['T3', 'I1f']) });
    assert.notInclude(text, 'id="t3"');
    assert.notInclude(text, 'href="#i1f"');
    assert.include(text, 'id="t4"');
  });

  it('escapes the student’s details', () => {
    const student = {
      name: '<b>"O\'Neil & Söhne"</b>',
      id: '</style><script>',
      course: 'a\u0000b',
    };
    const text = reportDocument({ ...whole, student, runs: [] });
    assert.notInclude(text, '<b>"O');
    assert.notInclude(text, '</style><script>');
    assert.include(text, "&lt;b&gt;&quot;O'Neil &amp; Söhne&quot;&lt;/b&gt;");
    assert.lengthOf([...text.matchAll(/<\/style>/g)], 1);
  });

  it('escapes any text of a student', () => {
    const small: HandIn = { ...whole, runs: [], theory: [] };
    fc.assert(
      fc.property(
        fc.record({
          name: fc.string({ unit: 'binary' }),
          id: fc.string({ unit: fc.constantFrom(...Array.from('<>&"\'/=!-\\{};:@x ')) }),
          course: fc.string(),
        }),
        (student) => {
          const text = reportDocument({ ...small, student });
          assertNested(text.replace('<!doctype html>', '').replace(/<style>[\s\S]*?<\/style>/, ''));
          assert.lengthOf([...text.matchAll(/<\/?style/g)], 2);
          const title = /<dt>Name<\/dt><dd>(.*?)<\/dd>/s.exec(text)?.[1];
          if (student.name.trim() !== '') assert.notMatch(title ?? '', /[<>"]/);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('puts any name into the running title as one CSS string', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const string = cssString(name);
        assert.match(string, /^"(?:[\p{L}\p{N} .,·-]|\\[0-9a-f]{1,6} )*"$/u);
      }),
    );
    assert.include(
      pageRules({ name: 'Ada', id: '7', course: '' }),
      '"Ada · 7 · Major Assignment 2"',
    );
  });
});
