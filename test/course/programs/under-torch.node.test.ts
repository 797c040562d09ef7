/** The questions' programs under PyTorch: what they do is what the lab does. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { assert } from 'chai';
import { agreementOf, tolerance } from '../../../cli/a2/programs/agree.ts';
import { runProgram, type ProgramRun } from '../../../cli/a2/programs/python.ts';
import { housingText } from '../../../src/course/programs/housing-file.ts';
import { notebook } from '../../../src/course/programs/notebook.ts';
import { studentPrograms } from '../../../src/course/programs/programs.ts';
import type { StudentProgram } from '../../../src/course/programs/types.ts';
import { pythonsWithTorch } from '../../support/python.mjs';
import { folder as datasets } from '../../data/folder.ts';
import {
  codeOf,
  dataset,
  documentOf,
  initialisations,
  labStates,
  mustPlan,
  Place,
  small,
} from './beside.ts';

const pythons = pythonsWithTorch().filter(
  ({ python }) => spawnSync(python, ['-c', 'import matplotlib'], { stdio: 'ignore' }).status === 0,
);

const png = [0x89, 0x50, 0x4e, 0x47];

for (const { python, version } of pythons.length > 0 ? pythons : [{ python: '', version: 'none' }])
  describe(`the programs under PyTorch ${version}`, () => {
    let place: Place;

    before(function () {
      if (python === '') this.skip();
      place = new Place();
    });

    after(() => {
      if (python !== '') place.remove();
    });

    const run = async (program: StudentProgram, folder: string, given: string | null) => {
      const ended = await runProgram(program, {
        python,
        folder: path.join(place.folder, folder),
        datasets: given,
        seconds: 600,
        signal: new AbortController().signal,
      });
      assert.equal(ended.why, '', `${program.file}: ${ended.why}`);
      assert.sameMembers(
        ended.figures.map(({ name }) => name),
        [...program.figures],
      );
      for (const { name, png: bytes } of ended.figures)
        assert.deepEqual([...bytes.subarray(0, 4)], png, name);
      return ended;
    };

    /** Weights, batches and split to the bit; losses close for so many steps; figures close at the end. */
    async function assertAgrees(
      { program, watched }: ProgramRun,
      states: Awaited<ReturnType<typeof labStates>>,
      steps: number,
      range: number,
    ) {
      const found = await agreementOf(program, watched!, states);
      assert.lengthOf(found, program.networks.length);
      for (const each of found) {
        const what = `${program.file} ${each.name}`;
        assert.isTrue(each.weights, `${what}: initial weights`);
        assert.isTrue(each.batches, `${what}: batches`);
        assert.isAtLeast(each.close, Math.min(steps, each.steps), `${what}: within ${tolerance}`);
        assert.isNotEmpty(each.figures, what);
        for (const figure of each.figures) {
          const apart = Math.abs((figure.program ?? NaN) - (figure.lab ?? NaN));
          assert.isAtMost(
            apart,
            range * Math.abs(figure.lab ?? NaN) + 1e-12,
            `${what} ${figure.name}`,
          );
        }
      }
    }

    it('do what the lab does, on stand-ins', async () => {
      await place.give('fashion-synthetic');
      await place.give('housing-synthetic');
      const documents = small();
      const states = await labStates(documents);
      for (const program of studentPrograms(documents)) {
        const ended = await run(program, 'stand-ins', place.folder);
        assert.isNotEmpty(ended.stdout);
        await assertAgrees(ended, states, 12, 0.02);
      }
    });

    it('run as one notebook, which nbformat accepts', async function () {
      await place.give('fashion-synthetic');
      await place.give('housing-synthetic');
      const programs = studentPrograms(small());
      const text = notebook(programs, 'All <of> them');
      const file = path.join(place.folder, 'all.ipynb');
      writeFileSync(file, text);
      const check = `import nbformat, sys; nbformat.validate(nbformat.read(sys.argv[1], 4))`;
      const has = spawnSync(python, ['-c', 'import nbformat'], { stdio: 'ignore' }).status === 0;
      if (has) {
        const { status, stderr } = spawnSync(python, ['-c', check, file], { encoding: 'utf8' });
        assert.equal(status, 0, stderr);
      }
      const all = {
        ...programs[0]!,
        file: 'all.py',
        figures: programs.flatMap((each) => each.figures),
      };
      const ended = await runProgram(
        all,
        {
          python,
          folder: path.join(place.folder, 'notebook'),
          datasets: place.folder,
          seconds: 600,
          signal: new AbortController().signal,
        },
        codeOf(text),
      );
      assert.equal(ended.why, '');
      assert.lengthOf(ended.figures, all.figures.length);
    });

    it('do what the lab does on the real data, read by torchvision where it is there', async function () {
      if (datasets === null) this.skip();
      const real = { name: 'fashion-mnist', trainSize: 6000, testSize: 1000 };
      const housing = { dataset: { name: 'california-housing' }, init: { name: 'torch-default' } };
      const adam = { optimizer: { name: 'adam', learningRate: 0.001 }, batchSize: 32, epochs: 2 };
      const documents = [
        documentOf(
          'I1c',
          {
            dataset: real,
            model: { depth: 8, width: 16 },
            batchSize: 128,
            epochs: 0,
            measure: { gradientNorms: true },
          },
          [{ path: 'init', values: initialisations.slice(0, 3) }],
        ),
        documentOf('I1d', { dataset: real, model: { depth: 8, width: 16 }, batchSize: 128 }),
        documentOf('I2c', { ...housing, ...adam, model: { depth: 2, width: 64 } }),
      ].map(mustPlan);
      const states = await labStates(documents);
      for (const program of studentPrograms(documents)) {
        const ended = await run(program, 'real', datasets);
        await assertAgrees(ended, states, 90, 0.02);
      }
    });

    it('read what scikit-learn keeps, to the same split and losses as from the lab’s file', async function () {
      const has = spawnSync(python, ['-c', 'import sklearn'], { stdio: 'ignore' }).status === 0;
      if (datasets === null || !has) this.skip();
      // scikit-learn’s own steps after its download, which no machine of the tests can make.
      const given = path.join(place.folder, 'given');
      mkdirSync(given);
      writeFileSync(
        path.join(given, 'cal_housing.data'),
        housingText(await dataset('california-housing')),
      );
      const cache = path.join(place.folder, 'sklearn', 'data');
      mkdirSync(cache, { recursive: true });
      const keep = `import joblib, numpy, sys
table = numpy.loadtxt(sys.argv[1], delimiter=",")[:, [8, 7, 2, 3, 4, 5, 6, 1, 0]]
joblib.dump(table, sys.argv[2], compress=6)`;
      const kept = spawnSync(
        python,
        [
          '-c',
          keep,
          path.join(datasets, 'cal_housing.data'),
          path.join(cache, 'cal_housing_py3.pkz'),
        ],
        { encoding: 'utf8' },
      );
      assert.equal(kept.status, 0, kept.stderr);
      const document = mustPlan(
        documentOf('I2c', {
          dataset: { name: 'california-housing' },
          model: { depth: 1, width: 4 },
          epochs: 1,
        }),
      );
      const program = studentPrograms([document]).at(-1)!;
      const fromLibrary = await run(program, 'sklearn', path.join(place.folder, 'none'));
      const fromFile = await run(program, 'file', given);
      assert.deepEqual(fromLibrary.watched, fromFile.watched);
    });

    it('see FashionMNIST as ToTensor makes it', function () {
      const asks = `
import torch, numpy as np
from torchvision import transforms
image = np.arange(784, dtype=np.uint8).reshape(28, 28)
a = transforms.ToTensor()(image).reshape(784)
b = torch.tensor(image).reshape(-1, 784).float() / 255
assert torch.equal(a, b[0])`;
      const has = spawnSync(python, ['-c', 'import torchvision'], { stdio: 'ignore' }).status === 0;
      if (!has) this.skip();
      const { status, stderr } = spawnSync(python, ['-c', asks], { encoding: 'utf8' });
      assert.equal(status, 0, stderr);
    });
  });
