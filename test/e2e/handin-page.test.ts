/** The hand-in from the page: the same experiments, results, programs, figures and answers. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { assert } from 'chai';
import { buildIfStale } from '../../cli/build/stale.mjs';
import type { ResultsDocument } from '../../src/experiment/results.ts';
import { assignmentPresets } from '../../src/handin/questions.ts';
import { a2, Folder } from '../cli/support.ts';
import { readZip, type Unzipped } from '../handin/read-zip.ts';
import { withoutTimes } from '../handin/without-times.ts';
import { needsFashion, newPage, openLab, type Lab } from './support.ts';

const name = 'ada_lovelace_s-1815';

/** What comes before the environment, which tells of the browser. */
const answers = (report: string): string => {
  const [before, after] = report.split('<section id="environment"');
  assert.isDefined(after, 'the report has a section on the environment');
  return withoutTimes(before!);
};

/** What follows the header, which has the time of training in it. */
function weights(file: Uint8Array): Buffer {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  return bytes.subarray(8 + Number(bytes.readBigUInt64LE(0)));
}

describe('the hand-in from the page of the built lab', function () {
  this.timeout(600_000);
  let lab: Lab;
  let folder: Folder;

  before(async function () {
    needsFashion(this);
    await buildIfStale(['cli']);
    lab = await openLab();
    folder = new Folder();
  });
  after(async () => {
    await (lab as Lab | undefined)?.close();
    (folder as Folder | undefined)?.remove();
  });

  it('is what the command line makes, but for dates, times and the environment', async () => {
    const student = ['--name', 'Ada Lovelace', '--id', 'S-1815', '--course', 'Deep Learning'];
    const command = a2('assignment', ...student, '--out', folder.at('cli'), '--quiet');
    const { page, context, problems } = await newPage(lab, { acceptDownloads: true });
    await page.goto(`${lab.url}/#/report`);
    await page.getByLabel('Name').fill('Ada Lovelace');
    await page.getByLabel('Student number').fill('S-1815');
    await page.getByLabel('Course').fill('Deep Learning');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByText('Nothing is missing').waitFor({ timeout: 300_000 });
    const save = page.getByRole('button', { name: /ZIP/ });
    const [download] = await Promise.all([page.waitForEvent('download'), save.click()]);
    assert.equal(download.suggestedFilename(), `${name}.zip`);
    const here = readZip(readFileSync(await download.path()));
    await context.close();
    const { code, stderr } = await command;
    assert.equal(code, 0, stderr);
    const there = readZip(readFileSync(path.join(folder.at('cli'), `${name}.zip`)));

    const text = (files: Map<string, Unzipped>, file: string): string =>
      new TextDecoder().decode(files.get(file)?.bytes ?? assert.fail(`${file} is not there`));
    assert.sameMembers([...here.keys()], [...there.keys()]);
    for (const preset of assignmentPresets) {
      const [mine, theirs] = [here, there].map((files) => {
        const { trials } = JSON.parse(text(files, `results/${preset}.json`)) as ResultsDocument;
        return trials.map((trial) => ({ ...trial, seconds: 0 }));
      });
      assert.deepEqual(mine, theirs, preset);
    }
    for (const file of here.keys()) {
      if (/^(programs|experiments)\/|\.svg$/.test(file)) {
        assert.equal(withoutTimes(text(here, file)), withoutTimes(text(there, file)), file);
      }
      if (file.endsWith('.safetensors')) {
        assert.isTrue(weights(here.get(file)!.bytes).equals(weights(there.get(file)!.bytes)), file);
      }
    }
    assert.equal(answers(text(here, 'report.html')), answers(text(there, 'report.html')));
    assert.deepEqual(problems, []);
  });
});
