import { assert } from 'chai';
import { trialStyle } from '../../../src/figures/charts/palette.ts';
import { markerSvg } from '../../../src/figures/charts/markers.ts';
import { markerShapes } from '../../../src/catalog/kinds/series.ts';
import { parseExperiment } from '../../../src/document/parse.ts';
import { documents } from '../../lab/fixture/fake-lab.ts';

const xavier = { name: 'xavier-uniform' };

describe('colours and markers', () => {
  it('gives every trial of every preset a look of its own', () => {
    for (const document of Object.values(documents)) {
      const parsed = parseExperiment(document);
      if (!parsed.ok) throw new Error('a preset is not valid');
      const looks = parsed.trials.map(({ values }) =>
        JSON.stringify(trialStyle(parsed.experiment.axes, values)),
      );
      assert.equal(new Set(looks).size, looks.length, parsed.experiment.name);
    }
  });

  it('keeps the look of an initialisation, whatever it stands beside', () => {
    const alone = trialStyle([{ path: 'init', values: [xavier] }], { init: xavier });
    const others = [{ name: 'torch-default' }, { name: 'uniform', d: 0.1 }, xavier];
    assert.deepEqual(trialStyle([{ path: 'init', values: others }], { init: xavier }), alone);
  });

  it('shows the trial that two presets share alike: Xavier with SGD', () => {
    const byInit = trialStyle([{ path: 'init', values: [xavier] }], { init: xavier });
    const axis = { path: 'optimizer.name', values: ['sgd', 'adam'] };
    assert.deepEqual(trialStyle([axis], { 'optimizer.name': 'sgd' }), byInit);
  });

  it('gives values without a fixed look what is free', () => {
    const values = [
      { name: 'uniform', d: 0.5 },
      { name: 'uniform', d: 0.1 },
    ];
    const looks = values.map((init) => trialStyle([{ path: 'init', values }], { init }));
    assert.notDeepEqual(looks[0], looks[1]);
    assert.equal(looks[1]?.colour, 3);
  });

  it('colours a grid by its first axis and marks it by the second', () => {
    const axes = [
      { path: 'optimizer.learningRate', values: [0.1, 0.01] },
      { path: 'batchSize', values: [16, 32] },
    ];
    const look = (rate: number, batch: number) =>
      trialStyle(axes, { 'optimizer.learningRate': rate, batchSize: batch });
    assert.equal(look(0.1, 16).colour, look(0.1, 32).colour);
    assert.notEqual(look(0.1, 16).marker, look(0.1, 32).marker);
    assert.notEqual(look(0.1, 16).colour, look(0.01, 16).colour);
    assert.equal(look(0.1, 16).marker, look(0.01, 16).marker);
  });

  it('draws every shape as a closed path', () => {
    for (const shape of markerShapes)
      assert.match(markerSvg(shape, 11, 6, 3.6), /^M[\d .-]+[AL].*Z$/);
  });
});
