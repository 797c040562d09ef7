/** A verified run from elsewhere is marked wherever it goes; a model that is not the run's never goes along. */
import { assert } from 'chai';
import type { ResultsDocument } from '../../../src/formats/results/document.ts';
import { reportDocument } from '../../../src/course/handin/report.ts';
import type { HandIn } from '../../../src/course/handin/types.ts';
import { handInZip } from '../../../src/course/handin/zip.ts';
import { provenanceMarks } from '../../../src/lab/provenance.ts';
import { smallExperiment } from '../../support/small-experiment.ts';
import { figuresOfReport, madeHandIn, textOf } from './made.ts';
import { readZip } from './read-zip.ts';
import { dataset, handInOf, trained, type Trained } from './support.ts';
import { layersIn } from '../../support/short-form.ts';

const date = new Date('2026-11-25T13:05:42.000Z');
const mark = provenanceMarks.verified;

const foreign = (handIn: HandIn): HandIn => ({
  ...handIn,
  runs: handIn.runs.map((run) => ({
    ...run,
    trials: run.trials.map((trial) => ({ ...trial, provenance: 'verified' as const })),
  })),
});

describe('a run from elsewhere in the report', () => {
  it('is marked in its set-up, tables, passport and every figure', async () => {
    const own = await madeHandIn();
    const body = reportDocument(own);
    assert.notInclude(body, mark);
    const marked = foreign(own);
    const text = textOf(reportDocument(marked)).replaceAll('\u00a0', ' ');
    for (const { experiment } of marked.runs) {
      assert.match(text, new RegExp(`Results of ${experiment.name}[^.]*\\(${mark}\\)`));
    }
    assert.isAbove(text.split(`This run was ${mark}.`).length, marked.runs.length);
    assert.include(text, 'Run, according to its file');
    const before = figuresOfReport(own);
    for (const [at, { name, svg }] of figuresOfReport(marked).entries()) {
      // Drawings of the theory and of the data are of no run.
      if (before[at]!.svg === svg) assert.notMatch(name, /I1[cdf]|I2[cd]/, name);
      else assert.include(svg.replaceAll('\u00a0', ' '), mark, name);
    }
  });
});

describe('a run from elsewhere in the ZIP', () => {
  let made: Trained;

  before(async () => {
    made = await trained(smallExperiment(), date);
  });

  async function zipped(handIn: HandIn, change: (weight: Float32Array) => void = () => undefined) {
    const missing: string[] = [];
    const stream = handInZip(handIn, {
      model: (id) => {
        const model = structuredClone(made.models.get(id) ?? null);
        if (model !== null) change(layersIn(model.parameters)[0]!.weight);
        return Promise.resolve(model);
      },
      png: null,
      dataset: (which) => dataset(which.name as 'housing-synthetic'),
      onMissing: (what) => missing.push(what),
    });
    const files = readZip(new Uint8Array(await new Response(stream).arrayBuffer()));
    const text = (name: string) => new TextDecoder().decode(files.get(name)!.bytes);
    return { files, text, missing };
  }

  it('is marked in the README and in its results', async () => {
    const { text } = await zipped(foreign(handInOf([made.run], date)));
    assert.include(text('README.md'), `**Trained elsewhere.**\n\n- small: ${mark}.`);
    const results = JSON.parse(text('results/small.json')) as ResultsDocument;
    assert.isTrue(results.trials.every(({ provenance }) => provenance === 'verified'));
    const own = await zipped(handInOf([made.run], date));
    assert.notInclude(own.text('README.md'), 'Trained elsewhere');
    const { trials } = JSON.parse(own.text('results/small.json')) as ResultsDocument;
    for (const trial of trials) assert.notProperty(trial, 'provenance');
  });

  it('has the model that the run came to, and no other in its place', async () => {
    const models = (files: ReadonlyMap<string, unknown>) =>
      [...files.keys()].filter((name) => name.startsWith('models/'));
    const own = await zipped(handInOf([made.run], date));
    assert.lengthOf(models(own.files), 1);
    const poisoned = await zipped(handInOf([made.run], date), (weight) => weight.fill(0.5));
    assert.isEmpty(models(poisoned.files));
    assert.match(poisoned.missing.join(), /the stored model is not the one that this run produced/);
    assert.include(poisoned.text('README.md'), 'is not the one that this run produced');
  });
});
