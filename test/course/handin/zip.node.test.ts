/** The ZIP, read back by another reader and compared with what it was made from. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { assert } from 'chai';
import type { ResultsDocument, TrialResult } from '../../../src/formats/results/document.ts';
import { parseExperiment } from '../../../src/document/parse.ts';
import { reportDocument } from '../../../src/course/handin/report.ts';
import type { HandIn } from '../../../src/course/handin/types.ts';
import { handInZip, type ZipSources } from '../../../src/course/handin/zip.ts';
import { readSafetensors } from '../../../src/formats/model/safetensors.ts';
import { npzFile } from '../../../src/formats/npz.ts';
import { pytorchProgram } from '../../../src/formats/pytorch/program.ts';
import { smallExperiment } from '../../cli/support.ts';
import { pythonWithTorch } from '../../support/python.mjs';
import { readZip } from './read-zip.ts';
import { figuresOfReport } from './made.ts';
import { dataset, handInOf, trained, type Trained } from './support.ts';
import { flat, readText } from '../../formats/results/plain.ts';
import { lossesOf } from '../../../src/formats/results/losses-of.ts';

const date = new Date(2026, 10, 25, 13, 5, 42);

/** Not a real picture, but of the drawing that it is asked for. */
const png = (svg: string) => Promise.resolve(new TextEncoder().encode(`PNG of ${svg}`));

async function bytesOf(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

describe('the ZIP that is handed in', () => {
  let runs: Trained[] = [];
  let handIn: HandIn;
  let sources: ZipSources;

  before(async () => {
    const rates = [{ path: 'optimizer.learningRate', values: [0.01, 1e6] }];
    const sgd = { optimizer: { name: 'sgd', learningRate: 0.01 } };
    const looked = { epochs: 0, measure: { gradientNorms: true } };
    runs = [
      await trained({ ...smallExperiment(sgd, rates), name: 'odd..Name_1' }, date),
      await trained({ ...smallExperiment(), name: 'small' }, date),
      await trained({ ...smallExperiment(looked), name: 'Small' }, date),
    ];
    handIn = handInOf(
      runs.map(({ run }) => run),
      date,
    );
    const models = new Map(runs.flatMap((each) => [...each.models]));
    sources = {
      model: (id) => Promise.resolve(models.get(id) ?? null),
      png,
      dataset: ({ name }) => dataset(name === 'table' ? 'housing-synthetic' : name),
    };
  });

  it('has every file, under plain names of its own, with the hand-in’s date', async () => {
    const files = readZip(await bytesOf(handInZip(handIn, sources)));
    const names = [...files.keys()];
    assert.includeMembers(names, [
      'report.html',
      'README.md',
      'experiments/odd..Name_1.json',
      'experiments/small.json',
      'experiments/Small-2.json',
      'results/Small-2.json',
      'programs/odd_name_1.py',
      'programs/small.py',
      'programs/small-2.py',
      'data/housing-synthetic.npz',
    ]);
    for (const name of names)
      assert.match(name, /^([a-z]+\/)?[\p{L}\p{N}_][\p{L}\p{N}\p{M}._-]*$/u);
    assert.lengthOf(new Set(names.map((name) => name.toLowerCase())), names.length);
    for (const { modified } of files.values()) assert.equal(+modified, +date);
  });

  it('holds what the hand-in holds', async () => {
    const files = readZip(await bytesOf(handInZip(handIn, sources)));
    const at = (name: string) => text(files.get(name)?.bytes);
    assert.equal(at('report.html'), reportDocument(handIn));
    const names = ['odd..Name_1', 'small', 'Small-2'];
    for (const [index, name] of names.entries()) {
      const run = handIn.runs[index]!;
      const parsed = parseExperiment(JSON.parse(at(`experiments/${name}.json`)));
      assert.isTrue(parsed.ok);
      assert.deepEqual(parsed.experiment, run.experiment);
      assert.deepEqual(
        parsed.trials.map(({ id }) => id),
        run.trials.map(({ plan }) => plan.id),
      );
      const results = JSON.parse(at(`results/${name}.json`)) as ResultsDocument;
      assert.equal(results.format, 'a2-results');
      assert.deepEqual(results.environment, run.environment);
      const { record, ...passport } = results.passport!;
      assert.deepEqual(passport, run.passport);
      assert.lengthOf(record!.sha256, 64);
      assert.isTrue((await readText(at(`results/${name}.json`))).ok);
      for (const [number, trial] of run.trials.entries()) {
        const found = flat(results.trials[number]!);
        assert.equal(found.status, trial.status);
        assert.deepEqual(found.epochs, trial.epochs);
        assert.deepEqual(found.batchLosses, [...trial.batchLosses]);
        assert.deepEqual(found.gradientNorms ?? null, trial.gradientNorms);
      }
    }
    const { experiment, trials } = handIn.runs[1]!;
    const plans = trials.map(({ plan }) => plan);
    assert.equal(at('programs/small.py'), pytorchProgram(experiment, plans));
    const npz = new Uint8Array(
      await (await npzFile(await dataset('housing-synthetic'))).arrayBuffer(),
    );
    assert.deepEqual(Buffer.from(files.get('data/housing-synthetic.npz')!.bytes), Buffer.from(npz));
    const drawings = [...files.keys()].filter((name) => name.endsWith('.svg'));
    const figures = figuresOfReport(handIn);
    assert.lengthOf(drawings, figures.length);
    for (const [index, { svg }] of figures.entries()) {
      assert.equal(at(drawings[index]!), svg);
      assert.equal(at(drawings[index]!.replace(/svg$/, 'png')), `PNG of ${svg}`);
    }
  });

  it('has a model of each completed trial, and lists the others', async () => {
    const files = readZip(await bytesOf(handInZip(handIn, sources)));
    const models = [...files.keys()].filter((name) => name.startsWith('models/'));
    assert.lengthOf(models, 2);
    for (const name of models) {
      const model = readSafetensors(files.get(name)!.bytes, name);
      const source = runs.flatMap((each) => [...each.models.values()]);
      const wanted = source.find(({ id }) => id === model.id)!;
      assert.include(name, model.id.slice(0, 8));
      assert.deepEqual(model.parameters, wanted.parameters);
    }
    assert.equal(handIn.runs[0]!.trials[1]!.status, 'diverged');
    assert.match(
      text(files.get('README.md')!.bytes),
      /- models\/.*: no model, because the trial diverged\./,
    );
  });

  it('explains itself: who, which commands, and that the data are stand-ins', async () => {
    const readme = text(readZip(await bytesOf(handInZip(handIn, sources))).get('README.md')!.bytes);
    assert.match(readme, /^# Ada \\\*Love\\\*lace · 1815 · Deep \\<learning\\>\n/);
    assert.include(readme, 'Ada_Love_lace_1815.pdf');
    // `python3` opens the shop on Windows, and its `py` is nowhere else.
    for (const [maker, python] of [
      ['py', 'venv\\Scripts\\python'],
      ['python3', 'venv/bin/python'],
    ] as const) {
      const lines = [
        `${maker} -m venv venv`,
        `${python} -m pip install torch numpy`,
        `${python} programs/odd_name_1.py --data data --out odd_name_1-results.json`,
        `${python} programs/small.py --data data --out small-results.json`,
      ];
      assert.include(readme, `\n${lines.join('\n')}\n`);
    }
    assert.equal(readme.match(/^python3 .*$/gm)?.join(), 'python3 -m venv venv');
    assert.notInclude(readme, '\npip ');
    assert.include(readme, '**Stand-ins.**');
    assert.include(readme, 'in place of California housing');
    assert.include(readme, '25 Nov 2026');
  });

  it('is the same bytes a second time, and other dates change nothing but dates', async () => {
    const first = await bytesOf(handInZip(handIn, sources));
    assert.deepEqual(Buffer.from(await bytesOf(handInZip(handIn, sources))), Buffer.from(first));
    const later = { ...handIn, date: new Date(2027, 0, 2, 3, 4, 6) };
    const again = readZip(await bytesOf(handInZip(later, sources)));
    for (const [name, { bytes }] of readZip(first)) {
      const found = text(again.get(name)?.bytes).replaceAll('2 Jan 2027', '25 Nov 2026');
      if (name !== 'report.html') assert.equal(found, text(bytes), name);
    }
  });

  it('leaves nothing out silently', async () => {
    const missing: string[] = [];
    const [first] = figuresOfReport(handIn);
    const poor: ZipSources = {
      model: () => Promise.resolve(null),
      png: (svg) => (svg === first?.svg ? Promise.reject(new Error('no ink')) : png(svg)),
      dataset: () => Promise.reject(new Error('the disk is full')),
      onMissing: (what) => missing.push(what),
    };
    const files = readZip(await bytesOf(handInZip(handIn, poor)));
    const readme = text(files.get('README.md')!.bytes).replaceAll('\\', '');
    assert.lengthOf(missing, 4);
    for (const what of missing) assert.include(readme, `- ${what}\n`);
    assert.include(missing.join('\n'), 'data/housing-synthetic.npz: the disk is full.');
    assert.include(missing.join('\n'), `figures/${first!.name}.png: no ink.`);
    assert.match(
      missing.join('\n'),
      /models\/small-\w+\.safetensors: the trained model is no longer stored/,
    );

    const bare = readZip(await bytesOf(handInZip(handIn, { ...sources, png: null })));
    assert.isEmpty([...bare.keys()].filter((name) => name.endsWith('.png')));
    assert.include(text(bare.get('README.md')!.bytes), 'because no Chromium');
  });

  it('is made as it is read, and ends when it is aborted', async () => {
    const controller = new AbortController();
    const named: string[] = [];
    const stream = handInZip(handIn, {
      ...sources,
      signal: controller.signal,
      onFile: (name) => named.push(name),
    });
    const reader = stream.getReader();
    await reader.read();
    assert.isBelow(named.length, 3);
    controller.abort();
    let error: unknown = null;
    try {
      while (!(await reader.read()).done);
    } catch (thrown) {
      error = thrown;
    }
    assert.propertyVal(error, 'code', 'aborted');
    assert.isBelow(named.length, 4);
  });

  it('refuses a date that is none, and gives one that ZIP cannot write its first', async () => {
    assert.throws(() => handInZip({ ...handIn, date: new Date(NaN) }, sources), /valid date/);
    const files = readZip(await bytesOf(handInZip({ ...handIn, date: new Date(0) }, sources)));
    assert.equal(files.get('README.md')!.modified.getFullYear(), 1980);
  });

  it('is read by Python, and its program trains what the lab trained', async function () {
    const python = pythonWithTorch();
    if (python === null) this.skip();
    const place = mkdtempSync(path.join(os.tmpdir(), 'a2-zip-'));
    try {
      const file = path.join(place, 'hand-in.zip');
      writeFileSync(file, await bytesOf(handInZip(handIn, sources)));
      const run = (...args: string[]) => {
        const ended = spawnSync(python, args, { cwd: place, encoding: 'utf8' });
        assert.equal(ended.status, 0, ended.stderr);
        return ended.stdout;
      };
      assert.include(run('-m', 'zipfile', '-t', file), 'Done testing');
      run('-m', 'zipfile', '-e', file, place);
      run('programs/small.py', '--data', 'data', '--out', 'theirs.json', '--threads', '1');
      const read = `import json; print(json.dumps(json.load(open("theirs.json"))["trials"][0]))`;
      const theirs = lossesOf(JSON.parse(run('-c', read)) as TrialResult);
      const ours = handIn.runs[1]!.trials[0]!.batchLosses;
      assert.lengthOf(theirs, ours.length);
      for (const [step, loss] of theirs.entries()) {
        assert.closeTo(ours[step]!, loss, 1e-5 * loss, `step ${step}`);
      }
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  });
});
