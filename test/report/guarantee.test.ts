import { assert } from 'chai';
import { guarantee } from '../../src/report/guarantee.ts';
import { document, trialsOf } from '../experiment/documents.ts';

const of = (trial: object, axes: object[] = []) =>
  guarantee(trialsOf(document({ axes }, trial)).map((planned) => planned.trial));

describe('what is guaranteed beside PyTorch', () => {
  it('is bit for bit where numbers are drawn', () => {
    assert.include(of({}).exact, 'initial weights and batches');
    assert.notInclude(of({}).exact, 'split');
    assert.include(of({ dataset: { name: 'california-housing' } }).exact, 'split');
  });

  it('promises for several trials what holds for the least of them', () => {
    assert.include(of({}).losses, '300 steps');
    const values = [{ name: 'uniform', d: 1 }, { name: 'xavier-uniform' }];
    assert.include(of({}, [{ path: 'init', values }]).losses, '30 steps of every trial');
    const optimizers = ['sgd', 'rmsprop', 'adam'];
    assert.match(of({}, [{ path: 'optimizer.name', values: optimizers }]).losses, /1e-4.* 4 steps/);
  });

  it('promises no figure for what was not compared', () => {
    assert.include(of({ batchSize: 64 }).losses, 'not compared');
    assert.include(of({ dataset: { name: 'california-housing' } }).losses, 'not compared');
    assert.include(of({ optimizer: { name: 'adamw' } }).losses, 'not compared');
    const optimizers = [{ path: 'optimizer.name', values: ['sgd', 'adamw'] }];
    assert.include(of({}, optimizers).losses, 'not compared');
  });

  it('speaks of norms where nothing is trained', () => {
    assert.include(of({ epochs: 0, measure: { gradientNorms: true } }).losses, 'gradient norms');
  });
});
