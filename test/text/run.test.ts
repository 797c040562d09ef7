import { assert } from 'chai';
import { datasetText, leftText, stateText, wholeFraction } from '../../src/text/run.ts';
import { parseExperiment } from '../../src/document/parse.ts';
import { idleState } from '../../src/lab/session/merge.ts';
import { documents } from '../lab/fixture/fake-lab.ts';
import { done, downloading, running, troubled, unreachable } from '../lab/fixture/states.ts';

function plans(name: string) {
  const parsed = parseExperiment(documents[name]);
  if (!parsed.ok) throw new Error(name);
  return parsed.trials;
}

const spaced = (text: string): string => text.replaceAll('\u00a0', ' ');

describe('the run bar in words', () => {
  it('says before the start what will run', () => {
    assert.equal(spaced(stateText(idleState(plans('I1d')))), '4 trials · 9,380 steps');
    assert.equal(
      spaced(stateText(idleState(plans('I1c')))),
      '4 trials · no training, one batch each',
    );
    assert.equal(spaced(stateText(idleState(plans('I2d')))), '9 trials · 508,200 steps');
  });

  it('counts what was kept and what is left to train', () => {
    const state = running(plans('I1d'));
    const trials = state.trials.map((trial, index) => (index < 3 ? { ...trial, kept: 0 } : trial));
    assert.match(spaced(stateText({ ...state, trials })), /^3 kept, 1 to train · 0\/4 trials$/);
    const ended = done(plans('I1d'));
    const kept = ended.trials.map((trial, index) => (index < 3 ? { ...trial, kept: 0 } : trial));
    assert.equal(spaced(stateText({ ...ended, trials: kept })), '3 kept, 1 trained in 12 s');
    assert.equal(stateText({ ...ended, note: 'from a file' }), 'from a file');
  });

  it('counts the megabytes of a download', () => {
    const state = downloading(plans('I1d'));
    assert.equal(spaced(stateText(state)), 'Downloading FashionMNIST: 12 MB of 31 MB');
    assert.closeTo(wholeFraction(state), 0.4, 0.01);
    assert.equal(
      datasetText({ dataset: 'fashion-synthetic', phase: 'generate', loaded: 0, total: 0 }),
      'Generating FashionMNIST stand-in',
    );
  });

  it('says how far a run is and how long it will take', () => {
    const state = running(plans('I1d'));
    assert.match(spaced(stateText(state)), /^0\/4 trials · [\d,]+\/9,380 steps$/);
    assert.match(spaced(leftText(state)), /^\d+ % · 14 s left$/);
    assert.include(spaced(leftText({ ...state, secondsLeft: null })), '12 s so far');
    assert.equal(leftText(done(plans('I1d'))), '');
  });

  it('counts trials that did not finish', () => {
    assert.equal(spaced(stateText(done(plans('I1d')))), '4 trials done in 12 s');
    assert.equal(
      spaced(stateText(troubled(plans('I1d')))),
      'Ended after 12 s: 1 diverged, 1 failed, 1 cancelled',
    );
    assert.include(stateText(unreachable(plans('I1d'))), 'Stopped');
    assert.include(stateText({ ...done(plans('I1d')), status: 'cancelled' }), 'kept');
    assert.equal(stateText({ ...idleState([]), status: 'preparing' }), 'Preparing');
  });

  it('measures the progress of runs without steps by their trials', () => {
    assert.equal(wholeFraction(done(plans('I1c'))), 1);
    assert.equal(wholeFraction(idleState(plans('I1c'))), 0);
    assert.equal(wholeFraction({ ...done(plans('I1c')), status: 'running' }), 1);
  });
});
