/** `a2 predict` as a program: models on tables and images, files of every kind, and what it refuses. */
import { execFileSync } from 'node:child_process';
import {
  createWriteStream,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { assert } from 'chai';
import Papa from 'papaparse';
import { buildIfStale } from '../../cli/build/stale.mjs';
import { RowProgress } from '../../cli/a2/predict/progress.ts';
import { loadDataset } from '../../src/data/load.ts';
import { splitRows } from '../../src/data/split.ts';
import { modelFile } from '../../src/formats/model/model-file.ts';
import { readSafetensors } from '../../src/formats/model/safetensors.ts';
import { largest, predictRows, softmax } from '../../src/lab/model/forward.ts';
import type { TrainedModel } from '../../src/protocol/trained-model.ts';
import { closePools, nodeLab } from '../lab/fixture/node-lab.ts';
import { modelOfTable, modelOn } from '../lab/predict/support.ts';
import { needsSignals } from '../support/system.ts';
import { pngOf } from './png-files.ts';
import { a2, Folder, smallExperiment, start } from './support.ts';

const persons = [
  'age,size,class',
  ...Array.from(
    { length: 40 },
    (_, i) =>
      `${20 + i},${['small', 'medium', 'large, "very"'][i % 3]!.replace(/(.*,.*)/, '"large, ""very"""')},${i < 20 ? 'young' : 'old'}`,
  ),
  '',
].join('\n');

const rowsOf = (text: string): string[][] =>
  Papa.parse<string[]>(text, { newline: '\n', delimiter: ',' }).data.slice(0, -1);

describe('a2 predict', () => {
  let folder: Folder;
  before(() => buildIfStale(['cli']));
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => {
    closePools();
    folder.remove();
  });
  const written = (name: string, content: string | Uint8Array): string => {
    writeFileSync(folder.at(name), content);
    return folder.at(name);
  };
  const saved = async (name: string, model: TrainedModel): Promise<string> =>
    written(name, await modelFile(model));
  /** Trains an experiment's only trial, and returns its model's file. */
  async function trained(file: string, ...more: string[]): Promise<string> {
    const ended = await a2('run', file, '--models', folder.at('models'), '--quiet', ...more);
    assert.equal(ended.code, 0, ended.stderr);
    const [name] = readdirSync(folder.at('models'));
    return path.join(folder.at('models'), name!);
  }

  it('predicts classes with a model on your own table, without the table that it was trained on', async () => {
    const table = written('persons.csv', persons);
    await a2('table', table, '--out', folder.at('mine.json'));
    const model = await trained(folder.at('mine.json'), '--table', table, '--engine', 'wasm');
    rmSync(table);
    // Other columns in another order, as Excel writes them elsewhere.
    const rows = written(
      'rows.csv',
      `\ufeff${['"size";"name";"age"', '"small";"Ada; Countess";"20,0"', '"large, ""very""";"=1";59'].join('\r\n')}\r\n`,
    );
    const { code, stdout, stderr } = await a2('predict', model, rows);
    assert.equal(code, 0, stderr);
    const [head, first, second, ...others] = rowsOf(stdout);
    assert.deepEqual(head, ['prediction', 'P(old)', 'P(young)']);
    assert.deepEqual([first![0], second![0], others], ['young', 'old', []]);
    for (const row of [first!, second!]) {
      assert.closeTo(Number(row[1]) + Number(row[2]), 1, 1e-6);
      assert.equal(Number(row[1]) > 0.5, row[0] === 'old');
    }
    assert.include(stderr, 'cells separated by semicolons, decimals as 1,5');
    assert.include(stderr, '1 column is not read by the model: name.');
    const again = await a2('predict', model, written('all.csv', persons), '--quiet');
    assert.deepEqual([again.code, again.stderr, again.stdout.split('\n').length], [0, '', 42]);
    const told = await a2('predict', model, folder.at('all.csv'));
    const right = rowsOf(again.stdout)
      .slice(1)
      .filter(([said], i) => said === (i < 20 ? 'young' : 'old')).length;
    assert.include(told.stderr, `${right} of 40 rows with a known class predicted right: `);
  });

  it('gives the bits of the page’s prediction, in the unit of the target', async () => {
    const model = await trained(folder.write('small.json', smallExperiment()), '--engine', 'wasm');
    const loaded = readSafetensors(readFileSync(model), model);
    const { signal } = new AbortController();
    const wanted = await nodeLab(null).predict({ model: loaded, rows: 'test' }, signal);
    const dataset = await loadDataset('housing-synthetic', {
      baseUrl: 'about:blank',
      shared: false,
    });
    const { test } = splitRows(dataset, loaded.trial.seed);
    const lines = Array.from(test.subarray(0, wanted.length), (row) =>
      [...dataset.features.subarray(8 * row, 8 * row + 8), dataset.targets[row]].join(','),
    );
    const names = [...dataset.featureNames, 'MedHouseVal'].join(',');
    const { code, stdout, stderr } = await a2(
      'predict',
      model,
      written('rows.csv', `${names}\n${lines.join('\n')}\n`),
    );
    assert.equal(code, 0, stderr);
    const [head, ...values] = rowsOf(stdout);
    assert.deepEqual(head, ['predicted MedHouseVal ($100,000)']);
    assert.deepEqual(
      Float32Array.from(values, ([value]) => Number(value)),
      wanted,
    );
    assert.match(stderr, /was trained on .*: generated data, not the real data\./);
    assert.match(
      stderr,
      /Over 100 rows with a known MedHouseVal: root mean squared error \$[\d,]+, mean absolute error \$/,
    );
  });

  it('classifies images from an IDX file, compressed or not, and from PNG files', async () => {
    const model = modelOn({ name: 'fashion-mnist' }, null);
    const file = await saved('fashion.safetensors', model);
    const pixels = Uint8Array.from({ length: 3 * 784 }, (_, i) => (i * 7 + (i >> 5)) % 120);
    const header = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 28, 0, 0, 0, 28);
    const idx = Buffer.concat([header, pixels]);
    const outputs = await predictRows(model, pixels, 255, () => Promise.resolve());
    const pngs = [0, 1, 2].map((image) =>
      written(
        `image ${image}.png`,
        pngOf({
          width: 28,
          height: 28,
          depth: 8,
          colour: 2,
          sample: (x, y) => new Array<number>(3).fill(pixels[784 * image + 28 * y + x]!),
        }),
      ),
    );
    const [plain, zipped, piped, images] = [
      await a2('predict', file, written('images-idx3-ubyte', idx)),
      await a2('predict', file, written('images.gz', gzipSync(idx))),
      await start(['predict', file, '-'], gzipSync(idx)).ended,
      await a2('predict', file, ...pngs, '--raw'),
    ];
    assert.deepEqual([plain.code, images.code], [0, 0], plain.stderr + images.stderr);
    assert.deepEqual([zipped.stdout, piped.stdout], [plain.stdout, plain.stdout]);
    const [head, ...rows] = rowsOf(plain.stdout);
    assert.deepEqual([head!.length, head![0], head![1]], [11, 'prediction', 'P(T-shirt/top)']);
    rows.forEach((row, at) => {
      const own = outputs.subarray(10 * at, 10 * at + 10);
      assert.deepEqual(Float32Array.from(row.slice(1), Number), Float32Array.from(softmax(own)));
      assert.equal(head!.indexOf(`P(${row[0]!})`) - 1, largest(own));
    });
    const [named, ...raw] = rowsOf(images.stdout);
    assert.deepEqual(named!.slice(0, 3), ['file', 'prediction', 'output(T-shirt/top)']);
    assert.deepEqual(
      raw.map((row) => row.slice(0, 2)),
      rows.map((row, at) => [pngs[at]!, row[0]!]),
    );
    assert.deepEqual(
      Float32Array.from(
        raw.flatMap((row) => row.slice(2)),
        Number,
      ),
      outputs,
    );
    const bright = await a2(
      'predict',
      file,
      written('bright', Buffer.concat([header, pixels.map((each) => 255 - each)])),
    );
    assert.include(bright.stderr, '3 of 3 images have a bright border');
    const inverted = await a2('predict', file, folder.at('bright'), '--invert');
    assert.deepEqual([inverted.stdout, inverted.stderr], [plain.stdout, '']);
  });

  it('names what it cannot use, and what it wanted', async () => {
    const table = await saved('persons.safetensors', await modelOfTable(persons));
    const images = await saved('fashion.safetensors', modelOn({ name: 'fashion-mnist' }, null));
    const png = written(
      'a.png',
      pngOf({ width: 14, height: 28, depth: 8, colour: 0, sample: () => [1] }),
    );
    const idx = written('a.idx', Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 1, 7));
    const csv = written('rows.csv', 'age,size\n20,small\n21,huge\n');
    const cases: readonly (readonly [readonly string[], number, RegExp])[] = [
      [[], 2, /a2 predict needs a model and its rows .*got nothing/],
      [[table], 2, /got only ".*persons\.safetensors"/],
      [[folder.at('none'), csv], 2, /none cannot be read: there is no such file\. Wanted a model/],
      [[csv, csv], 1, /rows\.csv cannot be read as a model of the lab/],
      [
        [table, folder.at('none.csv')],
        2,
        /none\.csv cannot be read: there is no such file\. Wanted rows/,
      ],
      [[table, folder.path], 2, /it is a folder/],
      [[table, csv, csv], 2, /reads one file of rows, or several PNG images/],
      [[table, csv], 1, /“rows\.csv”, line 3: column "size": wanted one of .*, found "huge"\./],
      [
        [table, written('no.csv', 'age,x\n1,2\n')],
        1,
        /“no\.csv” lacks a column that the model reads: wanted "size", found age, x\./,
      ],
      [[table, written('empty.csv', '')], 1, /“empty\.csv” is empty: wanted rows of values\./],
      [
        [table, written('long.csv', 'age,size\n20,small\n20,small,1\n')],
        1,
        /“long\.csv”, line 3: wanted 2 cells, found 3\./,
      ],
      [
        [table, png],
        1,
        /a\.png is a PNG image, but .*persons\.safetensors was trained on .*: wanted a CSV file\./,
      ],
      [[table, idx], 1, /a\.idx is an IDX file, .*: wanted a CSV file\./],
      [
        [images, csv],
        1,
        /rows\.csv is a text file, but .* was trained on FashionMNIST: wanted an IDX file or PNG images\./,
      ],
      [[images, idx], 1, /wanted the dimensions \[images, 28, 28\], found \[1\]/],
      [
        [images, png],
        1,
        /a\.png is no usable PNG image: wanted 28 × 28 pixels, as the model reads, found 14 × 28/,
      ],
      [
        [images, written('cut.gz', gzipSync(readFileSync(idx)).subarray(0, 15))],
        1,
        /cut\.gz cannot be inflated: .*The file is damaged or cut off\./,
      ],
      [[images, png, '--target', 'x'], 2, /--target is about tables, and the model is not\./],
      [[table, csv, '--invert'], 2, /--invert is about images, and the model is not\./],
      [[table, csv, '--target', 'price'], 1, /lacks the column "price"/],
      [[table, csv, '--out', folder.path], 2, /is a folder/],
    ];
    for (const [args, code, wanted] of cases) {
      const ended = await a2('predict', ...args);
      assert.deepEqual(
        [ended.code, wanted.test(ended.stderr), ended.stdout.includes('small')],
        [code, true, false],
        ended.stderr,
      );
    }
    const kept = await a2('predict', table, csv, '--keep-going');
    assert.deepEqual([kept.code, rowsOf(kept.stdout)[2]], [0, ['', '', '']], kept.stderr);
    assert.match(
      kept.stderr,
      /1 row left empty because a cell cannot be used; the first is line 3, column "size"/,
    );
    const damaged = readFileSync(table);
    damaged[damaged.length - 1] = damaged.at(-1)! ^ 1;
    const changed = await a2('predict', written('changed.safetensors', damaged), csv);
    assert.match(changed.stderr, /its weights do not match their hash, so they were changed/);
  });

  it('streams a hundred thousand rows, as far as its reader takes them', async function () {
    const model = await saved('persons.safetensors', await modelOfTable(persons));
    const rows = Array.from(
      { length: 100_000 },
      (_, i) => `${20 + (i % 50)},${i % 2 ? 'small' : 'medium'}\n`,
    );
    const file = written('many.csv', `age,size\n${rows.join('')}`);
    const whole = await start(['predict', model, '-'], readFileSync(file)).ended;
    assert.equal(whole.code, 0, whole.stderr);
    const lines = whole.stdout.split('\n');
    assert.lengthOf(lines, 100_002);
    for (const row of [1, 50, 99_999]) assert.equal(lines[row + 1], lines[(row % 50) + 1]);
    const out = folder.at('out.csv');
    const saidOut = await a2('predict', model, file, '--out', out, '--quiet');
    assert.deepEqual([saidOut.code, saidOut.stdout, saidOut.stderr], [0, '', '']);
    assert.equal(readFileSync(out, 'utf8'), whole.stdout);
    needsSignals(this);
    const running = start(['predict', model, file]);
    running.child.stdout.once('data', () => running.child.stdout.destroy());
    const { code, stderr } = await running.ended;
    assert.equal(code, 1);
    assert.include(stderr, 'Standard output did not take everything: its reader closed it.');
  });

  it('ends at once when it is stopped, and leaves the file as it was', async function () {
    needsSignals(this);
    const model = await saved('persons.safetensors', await modelOfTable(persons));
    mkdirSync(folder.at('to'));
    const out = written('to/out.csv', 'old');
    const rows = `age,size\n${'20,small\n'.repeat(200_000)}`;
    // A file that never ends.
    execFileSync('mkfifo', [folder.at('rows')]);
    const endless = start(['predict', model, folder.at('rows'), '--out', out]);
    const pipe = createWriteStream(folder.at('rows')).on('error', () => undefined);
    pipe.write(rows);
    await endless.says('Read with');
    endless.child.kill('SIGINT');
    const { code, stderr } = await endless.ended;
    pipe.destroy();
    assert.deepEqual([code, stderr.endsWith('\na2: Stopped.\n')], [130, true], stderr);
    assert.equal(readFileSync(out, 'utf8'), 'old');
    assert.deepEqual(readdirSync(folder.at('to')), ['out.csv']);
    // A reader that takes nothing.
    const stuck = start(['predict', model, written('rows.csv', rows)]);
    stuck.child.stdout.pause();
    await stuck.says('Read with');
    stuck.child.kill('SIGINT');
    assert.equal((await stuck.ended).code, 130);
  });

  it('says how far it is, redrawn on a terminal and in lines elsewhere, but not too often', () => {
    for (const isTTY of [true, false]) {
      let now = 0;
      let said = '';
      const progress = new RowProgress({ isTTY, write: (text) => (said += text) }, () => now);
      progress.show(1, null);
      assert.equal(said, '');
      now = 20_000;
      progress.show(4_200_000, 0.42);
      const line = '4,200,000 rows predicted, 42 % of the file …';
      assert.equal(said, isTTY ? `\r${line}\u001b[K` : `${line}\n`);
      now += 50;
      progress.show(4_300_000, 0.43);
      assert.notInclude(said, '43');
      now += 20_000;
      progress.show(4_400_000, null);
      assert.include(said, '4,400,000 rows predicted …');
      progress.end();
      assert.equal(said.endsWith('\r\u001b[K'), isTTY);
    }
  });
});
