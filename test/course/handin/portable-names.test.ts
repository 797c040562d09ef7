/** Files of an experiment that is called like a device of Windows. */
import { assert } from 'chai';
import { parseExperiment } from '../../../src/document/parse.ts';
import { modelFileName } from '../../../src/course/handin/model-file-name.ts';
import { ZipContents } from '../../../src/course/handin/zip-contents.ts';
import { documentFileName } from '../../../src/formats/embed-code/options.ts';
import { programFileName } from '../../../src/formats/pytorch/program.ts';
import { smallExperiment } from '../../support/small-experiment.ts';

function named(name: string) {
  const parsed = parseExperiment({ ...smallExperiment(), name });
  if (!parsed.ok) throw new Error(parsed.issues.map(({ message }) => message).join('\n'));
  return parsed.experiment;
}

describe('the files of an experiment called like a device', () => {
  it('are no devices: program, document beside a page, model', () => {
    assert.equal(programFileName(named('Con')), 'con_.py');
    assert.equal(documentFileName({ experiment: named('aux') }), 'aux_.json');
    const model = modelFileName('nul.2', undefined, '0f3a9c21aa');
    assert.equal(model, 'nul_.2-0f3a9c21.safetensors');
  });

  it('have names of their own in the ZIP', () => {
    const contents = new ZipContents({
      model: () => Promise.resolve(null),
      png: null,
      dataset: () => Promise.reject(new Error('none')),
    });
    const added = ['aux.json', 'Aux.json', 'I1d.json'].map(
      (file) => contents.add('results', file, '').name,
    );
    assert.deepEqual(added, ['results/aux_.json', 'results/Aux_-2.json', 'results/I1d.json']);
    assert.equal(contents.add('', 'con.py', '').name, 'con_.py');
  });
});
