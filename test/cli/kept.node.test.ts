/** Finished files are kept beside a file that cannot be replaced, and a message says where. */
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { assert } from 'chai';
import { inTheWay } from '../../cli/a2/assignment/deliver.ts';
import { Staging } from '../../cli/a2/assignment/staging.ts';
import { freeName, keep, numbered, whyNotReplaceable, type Rename } from '../../cli/a2/kept.ts';
import { openModelFolder } from '../../cli/a2/models.ts';
import { openOutput } from '../../cli/a2/output.ts';
import { Problem } from '../../cli/a2/problem.ts';
import { writeOrRescue } from '../../cli/a2/rescue.ts';
import { modelFileName } from '../../src/course/handin/model-file-name.ts';
import { trained } from '../course/handin/support.ts';
import { Folder, planOf, smallExperiment } from './support.ts';

const busy = (): Promise<never> =>
  Promise.reject(Object.assign(new Error('EBUSY: resource busy or locked'), { code: 'EBUSY' }));

describe('a file that cannot be replaced', () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => {
    folder.remove();
  });

  /** As on Windows while another program has these files open. */
  const whileHeld =
    (...held: string[]): Rename =>
    (from, to) =>
      [from, to].some((file) => held.includes(file)) ? busy() : rename(from, to);
  const read = (name: string): string => readFileSync(folder.at(name), 'utf8');
  const failed = (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(
      () => 'nothing failed',
      (error: unknown) => error,
    );

  it('is distinguished from one that can be replaced', async () => {
    writeFileSync(folder.at('a.pdf'), 'earlier');
    mkdirSync(folder.at('b.pdf'));
    assert.isNull(await whyNotReplaceable(folder.at('none.pdf')));
    assert.isNull(await whyNotReplaceable(folder.at('a.pdf')));
    assert.equal(read('a.pdf'), 'earlier');
    assert.equal(await whyNotReplaceable(folder.at('b.pdf')), 'it is not a file');
    assert.equal(
      await whyNotReplaceable(folder.at('a.pdf'), whileHeld(folder.at('a.pdf'))),
      'another program has it open (EBUSY)',
    );
  });

  it('leaves the new one the first free number', async () => {
    assert.equal(numbered('x.y/ada.1815.pdf', 3).replaceAll('\\', '/'), 'x.y/ada.1815-3.pdf');
    writeFileSync(folder.at('a-2.pdf'), 'of another time');
    mkdirSync(folder.at('a-3.pdf'));
    assert.equal(await freeName(folder.at('a.pdf')), folder.at('a-4.pdf'));
    // A folder in the place of the file: what no system replaces.
    mkdirSync(folder.at('a.pdf/in'), { recursive: true });
    writeFileSync(folder.at('new'), 'new');
    const kept = await keep(folder.at('new'), folder.at('a.pdf'));
    assert.equal(kept.file, folder.at('a-4.pdf'));
    assert.isNotNull(kept.why);
    assert.equal(read('a-4.pdf'), 'new');
    assert.equal(read('a-2.pdf'), 'of another time');
  });

  it('stays, and the complete hand-in is beside it, with a message that says what to close', async () => {
    writeFileSync(folder.at('ada.pdf'), 'earlier');
    const held = whileHeld(folder.at('ada.pdf'));
    const staging = new Staging(folder.path, new AbortController().signal, { rename: held });
    await staging.put('ada.pdf', () => 'later');
    await staging.put('ada.zip', () => 'packed');
    const { files, renamed } = await staging.commit();
    await staging.discard();
    assert.deepEqual(files, [
      { path: folder.at('ada-2.pdf'), bytes: 5 },
      { path: folder.at('ada.zip'), bytes: 6 },
    ]);
    assert.deepEqual(
      [read('ada.pdf'), read('ada-2.pdf'), read('ada.zip')],
      ['earlier', 'later', 'packed'],
    );
    assert.lengthOf(renamed, 1);
    assert.include(renamed[0], `${folder.at('ada.pdf')} could not be replaced: another program`);
    assert.include(renamed[0], `the new one is ${folder.at('ada-2.pdf')}. Close the old file`);
    assert.include(renamed[0], 'a PDF reader');
    assert.deepEqual(readdirSync(folder.path).toSorted(), ['ada-2.pdf', 'ada.pdf', 'ada.zip']);
  });

  it('costs no other file, and nothing finished is removed, where no name is available', async () => {
    const held: Rename = (from, to) => (from.includes('ada.pdf') ? busy() : rename(from, to));
    const staging = new Staging(folder.path, new AbortController().signal, { rename: held });
    await staging.put('ada.pdf', () => 'later');
    await staging.put('ada.zip', () => 'packed');
    const error = await failed(staging.commit());
    await staging.discard();
    assert.instanceOf(error, Problem);
    assert.match(String(error), /ada\.pdf could not be written: another program has it open/);
    const [left] = readdirSync(folder.path).filter((name) => name.startsWith('.'));
    assert.include(String(error), `It is in ${folder.at(left!)}: rename it`);
    assert.equal(read(left!), 'later');
    assert.equal(read('ada.zip'), 'packed');
  });

  it('is named before the training, with the name that the new one will get', async () => {
    const student = { name: 'Ada Lovelace', id: '1815', course: '' };
    const file = folder.at('Ada_Lovelace_1815.pdf');
    assert.isEmpty(await inTheWay(student, folder.path));
    writeFileSync(file, 'earlier');
    writeFileSync(folder.at('Ada_Lovelace_1815.zip'), 'earlier');
    assert.isEmpty(await inTheWay(student, folder.path));
    const told = await inTheWay(student, folder.path, whileHeld(file));
    assert.lengthOf(told, 1);
    assert.include(told[0], `${file} cannot be replaced now: another program has it open`);
    assert.include(told[0], folder.at('Ada_Lovelace_1815-2.pdf'));
  });

  it('does not lose a results document: it is put beside it', async () => {
    const output = await openOutput('--out', folder.at('results.json'));
    mkdirSync(folder.at('results.json'));
    const error = await failed(output.write('{}'));
    assert.instanceOf(error, Problem);
    assert.include(String(error), `is in ${folder.at('results-2.json')} instead`);
    assert.equal(read('results-2.json'), '{}');
    // And among the temporary files where the whole folder takes none.
    rmSync(folder.path, { recursive: true });
    writeFileSync(folder.path, 'a file in its place');
    const worse = String(await failed(writeOrRescue(folder.at('a.json'), 'a.json', '{"a":1}')));
    const [, place] = /is in (.+) instead/.exec(worse) ?? assert.fail(worse);
    assert.equal(readFileSync(place!, 'utf8'), '{"a":1}');
    rmSync(place!);
  });

  it('does not lose a model', async () => {
    const plan = planOf(smallExperiment());
    const { models } = await trained(smallExperiment(), new Date(2026, 10, 25));
    const [model] = models.values();
    const place = await openModelFolder('--models', folder.at('models'), plan);
    const name = modelFileName(plan.experiment.name, plan.trials[0], model!.id);
    mkdirSync(folder.at(`models/${name}`));
    place.take(model!);
    const error = await failed(place.written());
    assert.instanceOf(error, Problem);
    const beside = name.replace('.safetensors', '-2.safetensors');
    assert.include(String(error), `is in ${folder.at(`models/${beside}`)} instead`);
    assert.isAbove(readFileSync(folder.at(`models/${beside}`)).length, 100);
  });
});
