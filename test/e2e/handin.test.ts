/** The whole hand-in from the command line, on the real data: what is in it, and that it is right. */
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { assert } from 'chai';
import { extractText, getDocumentProxy } from 'unpdf';
import { findChromium } from '../../cli/a2/chromium/find.ts';
import { isClassificationEpoch } from '../../src/document/results.ts';
import type { ResultsDocument, TrialResult } from '../../src/formats/results/document.ts';
import { theoryTexts } from '../../src/course/answers/texts.ts';
import { assignmentPresets, questionGroups } from '../../src/course/handin/questions.ts';
import { Folder } from '../cli/support.ts';
import { withoutTimes } from '../course/handin/without-times.ts';
import { pythonWithTorch } from '../support/python.mjs';
import { settings } from '../support/settings.mjs';
import { cache, hasData, handInMade, makeHandIn, name, type Made } from './hand-in-made.ts';
import { flat } from '../formats/results/plain.ts';

/** Four significant digits as the report writes them. */
const four = (value: number): string => value.toPrecision(4);
const percent = (value: number): string => `${(100 * value).toFixed(1)} %`;
const dollars = (value: number): string =>
  `$${(Math.round(value * 1000) * 100).toLocaleString('en-US')}`;

/** The figures of a trial's row, in the order of the table's columns. */
function rowOf(trial: TrialResult): string {
  const last = flat(trial).epochs.at(-1)!;
  return isClassificationEpoch(last)
    ? [
        percent(last.testAccuracy),
        percent(last.trainAccuracy),
        four(last.testLoss),
        four(last.trainLoss),
      ].join(' ')
    : [
        four(last.testMse),
        dollars(Math.sqrt(last.testMse)),
        dollars(last.testMae),
        four(last.trainMse),
        dollars(last.trainMae),
      ].join(' ');
}

const untimed = (document: ResultsDocument): unknown => ({
  ...document,
  // The hash of the record is one over times, too.
  passport: { ...document.passport, date: '', record: null },
  trials: document.trials.map((trial) => ({ ...trial, seconds: 0 })),
});

describe('the hand-in', function () {
  // On a slow machine the training takes longer than other tests may.
  this.timeout(settings.longTestLimit);
  let folder: Folder;
  let made: Made;
  let again: Promise<Made>;

  const text = (file: string, from = made.files): string =>
    new TextDecoder().decode(from.get(file)?.bytes ?? assert.fail(`${file} is not in the ZIP`));
  const results = (preset: string, from = made.files): ResultsDocument =>
    JSON.parse(text(`results/${preset}.json`, from)) as ResultsDocument;

  before(async function () {
    if (!hasData) this.skip();
    if ((await findChromium()).files.length === 0) this.skip();
    folder = new Folder();
    made = await handInMade();
    // Goes on while the tests look at the first one. Whoever waits for it hears of a failure.
    again = makeHandIn('again', '--workers', '1', '--quiet');
    again.catch(() => undefined);
  });
  after(() => (folder as Folder | undefined)?.remove());

  it('is one PDF and one ZIP, told in a table with the best figures', () => {
    assert.deepEqual(readdirSync(made.place).toSorted(), [`${name}.pdf`, `${name}.zip`]);
    for (const preset of assignmentPresets) assert.include(made.stdout, `\n${preset}: `);
    assert.match(made.stdout, /best test accuracy \d\d\.\d %, with Adam/);
    assert.match(made.stdout, /2 files:\n.+\.pdf +[\d.]+ [kM]B\n.+\.zip +[\d.]+ MB\n$/);
  });

  it('prints the figures of the results documents, and bookmarks for all questions', async () => {
    const pdf = await getDocumentProxy(
      new Uint8Array(readFileSync(path.join(made.place, `${name}.pdf`))),
    );
    const pages = (await extractText(pdf, { mergePages: false })).text;
    const words = pages.join('\n').replaceAll(/[\s\u00a0]+/g, ' ');
    for (const [index, page] of pages.entries()) {
      assert.match(page, new RegExp(`\\b${index + 1} / ${pages.length}\\b`), 'its number');
    }
    for (const preset of assignmentPresets) {
      const { passport, trials } = results(preset);
      // Long ones are broken into lines.
      assert.include(words.replaceAll(' ', ''), passport!.losses);
      for (const trial of trials) {
        if (trial.epochs.length > 0) {
          // A table of a single trial has a row for each figure.
          const rows = trials.length > 1 ? [rowOf(trial)] : rowOf(trial).split(' ');
          for (const row of rows) assert.include(words, row, `${preset} ${trial.id}`);
        }
        for (const norm of trial.gradientNorms?.activations ?? []) {
          if (norm !== null && norm >= 1e-3) assert.include(words, four(norm));
        }
      }
    }
    const titles: string[] = [];
    type Entries = Awaited<ReturnType<typeof pdf.getOutline>>;
    const visit = (entries: Entries) => {
      for (const entry of entries) {
        titles.push(entry.title);
        visit(entry.items as Entries);
      }
    };
    visit(await pdf.getOutline());
    const questions = [
      ...theoryTexts.map((each) => each.name),
      ...questionGroups.flatMap((group) => group.questions.map((each) => each.name)),
    ];
    for (const question of questions) {
      assert.isTrue(
        titles.some((title) => title.startsWith(`${question} · `)),
        `a bookmark for ${question}`,
      );
    }
    await pdf.destroy();
  });

  it('has 15 to 25 pages, and in its contents the page on which each section begins', async () => {
    const pdf = await getDocumentProxy(
      new Uint8Array(readFileSync(path.join(made.place, `${name}.pdf`))),
    );
    assert.isAtLeast(pdf.numPages, 15);
    assert.isAtMost(pdf.numPages, 25);
    interface Run {
      readonly str: string;
      readonly transform: readonly number[];
    }
    interface Link {
      readonly dest?: string | readonly unknown[] | null;
      readonly rect: readonly [number, number, number, number];
    }
    const first = await pdf.getPage(1);
    const runs = (await first.getTextContent()).items.filter((item) => 'str' in item) as Run[];
    let links = 0;
    for (const { dest, rect } of (await first.getAnnotations()) as Link[]) {
      const place = typeof dest === 'string' ? await pdf.getDestination(dest) : dest;
      if (!Array.isArray(place)) continue;
      const [left, bottom, right, top] = rect;
      const label = runs
        .filter(({ transform: [, , , , x = 0, y = 0] }) => {
          return x >= left - 2 && x <= right + 2 && y >= bottom - 2 && y <= top + 2;
        })
        .map(({ str }) => str)
        .join('')
        .trim();
      const begins = 1 + (await pdf.getPageIndex(place[0] as { num: number; gen: number }));
      if (!/\d$/.test(label)) continue;
      links += 1;
      assert.match(label, new RegExp(`\\b${begins}$`), label);
    }
    assert.isAtLeast(links, theoryTexts.length + assignmentPresets.length);
    await pdf.destroy();
  });

  it('has a picture of every drawing, and a model of every trial that trained', () => {
    const names = [...made.files.keys()];
    const drawings = names.filter((each) => each.endsWith('.svg'));
    assert.isAbove(drawings.length, 20);
    for (const drawing of drawings) {
      const svg = text(drawing);
      const png = Buffer.from(made.files.get(drawing.replace(/svg$/, 'png'))!.bytes);
      const [width, height] = ['width', 'height'].map((key) =>
        Number(new RegExp(`<svg[^>]* ${key}="([\\d.]+)"`).exec(svg)?.[1]),
      );
      assert.equal(png.toString('latin1', 1, 4), 'PNG');
      assert.deepEqual(
        [png.readUInt32BE(16), png.readUInt32BE(20)],
        [Math.round(2 * width!), Math.round(2 * height!)],
      );
    }
    // I1d 4, I1f 3, I2c 1, I2d 9; I1c trains nothing.
    assert.lengthOf(
      names.filter((each) => each.startsWith('models/')),
      17,
    );
    assert.notInclude(text('README.md'), 'Not included');
  });

  it('has programs that give the lab’s numbers under PyTorch', function () {
    const python = pythonWithTorch();
    if (python === null) this.skip();
    const run = (program: string, source: string): ResultsDocument => {
      writeFileSync(folder.at(program), source);
      const args = [folder.at(program), '--data', cache, '--threads', '1'];
      const out = folder.at(`${program}.json`);
      const python3 = spawnSync(python, [...args, '--out', out], { encoding: 'utf8' });
      assert.equal(python3.status, 0, python3.stderr);
      return folder.results(`${program}.json`);
    };
    const norms = run('i1c.py', text('programs/i1c.py'));
    for (const [index, { gradientNorms }] of results('I1c').trials.entries()) {
      const theirs = norms.trials[index]!.gradientNorms!;
      assert.closeTo(gradientNorms!.loss!, theirs.loss!, 1e-5 * theirs.loss!);
      for (const [layer, norm] of theirs.activations.entries()) {
        assert.closeTo(gradientNorms!.activations[layer]!, norm!, 1e-5 * norm!);
      }
    }
    // Its first epoch is enough, and the same whatever follows.
    const whole = text('programs/i2c.py');
    const short = whole.replace('"epochs": 100', '"epochs": 1');
    assert.notEqual(short, whole);
    const theirs = flat(run('i2c.py', short).trials[0]!);
    const ours = flat(results('I2c').trials[0]!);
    assert.lengthOf(theirs.batchLosses, 484);
    for (const [step, loss] of theirs.batchLosses.slice(0, 300).entries()) {
      assert.closeTo(ours.batchLosses[step]!, loss, 1e-5 * loss, `step ${step}`);
    }
  });

  it('gives the same a second time, with another number of workers, but for dates and times', async () => {
    const { stderr, files } = await again;
    assert.equal(stderr, '');
    assert.deepEqual([...files.keys()], [...made.files.keys()]);
    for (const preset of assignmentPresets) {
      assert.deepEqual(untimed(results(preset, files)), untimed(results(preset)));
    }
    assert.equal(withoutTimes(text('report.html', files)), withoutTimes(text('report.html')));
    for (const file of made.files.keys()) {
      if (/^(programs|experiments)\/|\.svg$/.test(file)) {
        assert.equal(withoutTimes(text(file, files)), withoutTimes(text(file)), file);
      }
    }
  });
});
