/** The user's own table on the command line: every setting of its format can be set. */
import { readFileSync, writeFileSync } from 'node:fs';
import { assert } from 'chai';
import { buildIfStale } from '../../cli/build/stale.mjs';
import { a2, Folder } from './support.ts';

/** Prices in marks that are not numbers until their format is set. */
const prices = [
  'Preise; 2024',
  ...Array.from({ length: 30 }, (_, i) => `${i % 4};${100 + i},${100 + i};${i % 3 ? 'none' : 'a'}`),
  '',
].join('\n');

interface Document {
  readonly trial: { readonly dataset: { readonly table: Record<string, unknown> } };
}

describe('a2 table', () => {
  let folder: Folder;
  before(() => buildIfStale(['cli']));
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => {
    folder.remove();
  });
  const written = (name: string, text: string): string => {
    writeFileSync(folder.at(name), text);
    return folder.at(name);
  };
  const tableOf = (file: string): Record<string, unknown> =>
    (JSON.parse(readFileSync(file, 'utf8')) as Document).trial.dataset.table;

  it('says how a file is read, and shows both readings where that is uncertain', async () => {
    const file = written('prices.csv', prices);
    const { code, stdout } = await a2('table', file);
    assert.equal(code, 0);
    assert.include(stdout, 'prices.csv: 30 rows, 3 columns');
    assert.include(stdout, 'cells separated by semicolons, decimals as 1,5, no column names');
    assert.match(stdout, /\? “101,101” can be two numbers/);
    assert.match(stdout, /0 +100\.1 +a +\| +0 +100100 +a/);
    assert.include(stdout, 'for the right reading: --decimal point --thousands comma');
    assert.include(stdout, 'Predicts column 3 as one of 2 classes from column 1, column 2');
  });

  it('takes every setting of the format, and writes an experiment that runs', async () => {
    const file = written('prices.csv', prices);
    const out = folder.at('mine.json');
    const told = [
      ...['--delimiter', 'semicolon', '--header', 'no', '--decimal', 'point', '--skip', '1'],
      ...['--thousands', 'comma', '--signs', 'ignored', '--encoding', 'windows-1252'],
      ...['--comment', '#', '--wrapped', 'no', '--missing', 'NONE,n'],
    ];
    const chosen = ['--target', 'column 2', '--columns', 'column 1', '--categories', 'column 1'];
    const { code, stderr } = await a2('table', file, ...told, ...chosen, '--out', out);
    assert.equal(code, 0, stderr);
    assert.deepInclude(tableOf(out), {
      csv: {
        delimiter: ';',
        header: false,
        decimal: '.',
        encoding: 'windows-1252',
        skip: 1,
        comment: '#',
        thousands: ',',
        signs: true,
        missing: ['NONE', 'n'],
        wrapped: false,
        rules: 2,
      },
      task: 'regression',
      features: ['column 1=0', 'column 1=1', 'column 1=2', 'column 1=3'],
    });
    const ran = await a2('run', out, '--table', file, '--quiet');
    assert.deepEqual([ran.code, ran.stderr.includes('fit')], [0, false], ran.stderr);
  });

  it('runs an experiment whose table is read in a different way than it says', async () => {
    const file = written('prices.csv', prices);
    const [first, results] = [folder.at('mine.json'), folder.at('results.json')];
    await a2('table', file, '--target', 'column 2', '--columns', 'column 1', '--out', first);
    const told = ['--decimal', 'point', '--thousands', 'comma', '--out', results];
    const ran = await a2('run', first, '--table', file, '--quiet', ...told);
    assert.equal(ran.code, 0, ran.stderr);
    const { experiment } = JSON.parse(readFileSync(results, 'utf8')) as { experiment: Document };
    assert.deepInclude(experiment.trial.dataset.table.csv, { decimal: '.', thousands: ',' });
    const other = await a2('run', first, '--table', file, '--skip', '5', '--missing', '0');
    assert.equal(other.code, 0, other.stderr);
    const none = await a2('table', file, '--missing', ',');
    assert.include(none.stdout, 'missing: empty cells only');
    const misfit = await a2('run', first, '--table', file, '--delimiter', 'bar');
    assert.equal(misfit.code, 1);
    assert.match(misfit.stderr, /line 2: wanted two columns or more/);
  });

  const slips: readonly [string, readonly string[], string][] = [
    ['no file', [], 'needs one CSV file, got nothing'],
    ['a file that is none', ['nowhere.csv'], 'wanted a file, got "nowhere.csv"'],
    [
      'a delimiter that is none',
      ['FILE', '--delimiter', 'x'],
      'wanted one of comma, semicolon, tab',
    ],
    ['a header of another kind', ['FILE', '--header', 'maybe'], 'wanted one of yes, no'],
    ['lines that are none', ['FILE', '--skip', '-3'], '--skip needs a value'],
    ['one sign for two things', ['FILE', '--decimal', ',', '--thousands', ','], 'a different sign'],
    ['a column that is none', ['FILE', '--target', 'z'], 'wanted a column of the table (column 1'],
    ['the target as a feature', ['FILE', '--columns', 'column 3'], 'is the target'],
  ];
  for (const [what, args, message] of slips) {
    it(`refuses ${what} with exit code 2`, async () => {
      const file = written('prices.csv', prices);
      const { code, stderr } = await a2(
        'table',
        ...args.map((arg) => (arg === 'FILE' ? file : arg)),
      );
      assert.equal(code, 2);
      assert.include(stderr, message);
    });
  }

  it('names the line and the format where a file cannot be read', async () => {
    const file = written('broken.csv', 'a,b\n1,2\n2,"x\n3,4\n');
    const { code, stderr } = await a2('table', file);
    assert.equal(code, 1);
    assert.match(
      stderr,
      /“broken\.csv”, line 3: a quote .* It was read with cells separated by commas/,
    );
  });
});
