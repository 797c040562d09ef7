/** What an experiment's page saves is what the ZIP has. */
import { assert } from 'chai';
import { handInZip } from '../../../src/course/handin/zip.ts';
import { savedNotebook, savedProgram } from '../../../src/course/programs/saved.ts';
import type { ProgramDocument } from '../../../src/course/programs/types.ts';
import { readZip } from '../handin/read-zip.ts';
import { dataset, handInOf, trained } from '../handin/support.ts';
import { codeOf, documentOf, mustPlan, small } from './beside.ts';

const date = new Date(2026, 10, 25, 13, 5, 42);
const png = (svg: string) => Promise.resolve(new TextEncoder().encode(`PNG of ${svg}`));

describe('the program that an experiment’s page saves', () => {
  it('is the file of the ZIP’s folder code, byte for byte, and so is the notebook of a single run', async () => {
    const tiny = { dataset: { name: 'fashion-synthetic', trainSize: 64, testSize: 32 }, epochs: 1 };
    const { run, models } = await trained(documentOf('I1f', tiny), date);
    const stream = handInZip(handInOf([run], date), {
      model: (id) => Promise.resolve(models.get(id) ?? null),
      png,
      dataset: ({ name }) => dataset(name === 'table' ? 'housing-synthetic' : name),
    });
    const zip = readZip(new Uint8Array(await new Response(stream).arrayBuffer()));
    const text = (name: string): string => {
      const found = [...zip].find(([path]) => path.endsWith(`code/${name}`));
      assert.isDefined(found, `${name} in ${[...zip.keys()].join(', ')}`);
      return new TextDecoder().decode(found[1].bytes);
    };
    const shown: ProgramDocument = {
      experiment: run.experiment,
      plans: run.trials.map(({ plan }) => plan),
    };
    const program = savedProgram(shown)!;
    assert.equal(program.text, text(program.name));
    const book = savedNotebook(shown)!;
    assert.equal(book.name, 'I1f.ipynb');
    assert.equal(book.text, text('assignment.ipynb'));
  });

  it('is there for each question that is an experiment', () => {
    for (const shown of small()) {
      const { name } = shown.experiment;
      assert.match(savedProgram(shown)!.name, new RegExp(`^${name}_.*\\.py$`));
      assert.isNotEmpty(codeOf(savedNotebook(shown)!.text));
    }
  });

  it('is not there for other experiments, nor for trials of two datasets', () => {
    const other = mustPlan(documentOf('mine', {}));
    assert.isNull(savedProgram(other));
    assert.isNull(savedNotebook(other));
    const two = mustPlan(
      documentOf('I1d', {}, [
        { path: 'dataset', values: [{ name: 'fashion-synthetic' }, { name: 'fashion-mnist' }] },
      ]),
    );
    assert.isNull(savedProgram(two));
  });
});
