import { assert } from 'chai';
import fc from 'fast-check';
import { parseExperiment } from '../../src/document/parse.ts';
import { parseExperimentText } from '../../src/document/parse-text.ts';
import type { Issue } from '../../src/document/issue.ts';
import { base, document, trialsOf } from './documents.ts';

function issuesOf(source: unknown): readonly Issue[] {
  const parsed = parseExperiment(source);
  return parsed.ok ? [] : parsed.issues;
}

function onlyIssue(source: unknown): Issue {
  const issues = issuesOf(source);
  assert.lengthOf(issues, 1, JSON.stringify(issues));
  return issues[0]!;
}

describe('parsing an experiment document', () => {
  it('fills in PyTorch’s defaults', () => {
    const [planned] = trialsOf(document());
    assert.deepEqual(planned!.trial.optimizer, {
      name: 'sgd',
      learningRate: 0.01,
      momentum: 0,
      dampening: 0,
      nesterov: false,
      weightDecay: 0,
    });
    assert.equal(planned!.trial.seed, 433);
    assert.propertyVal(planned!.trial.model, 'activation', 'relu');
  });

  it('names path, wanted and received of a width of a thousand million', () => {
    const found = onlyIssue(document({}, { model: { depth: 2, width: 1e9 } }));
    assert.equal(found.path, 'trial.model.width');
    assert.include(found.expected, '4096');
    assert.equal(found.received, '1000000000');
    assert.include(found.message, 'trial.model.width');
  });

  it('refuses ten million trials before it makes one', () => {
    const values = Array.from({ length: 1000 }, (_, index) => index + 1);
    const axes = [
      { path: 'seed', values },
      { path: 'batchSize', values },
      { path: 'model.depth', values: values.slice(0, 10) },
    ];
    const found = onlyIssue(document({ axes }));
    assert.equal(found.path, 'axes');
    assert.equal(found.received, '10000000');
    assert.include(found.expected, '2000');
  });

  it('refuses a network whose layers are each allowed but too many together', () => {
    const found = onlyIssue(document({}, { model: { depth: 64, width: 4096 } }));
    assert.equal(found.path, 'trial.model');
    assert.include(found.expected, '20000000');
  });

  it('refuses unknown keys at every level', () => {
    assert.equal(onlyIssue(document({ autorun: true })).path, 'autorun');
    assert.equal(onlyIssue(document({}, { learningRate: 1 })).path, 'trial.learningRate');
    const optimizer = { name: 'adam', learningRate: 0.1, momentum: 0.9 };
    assert.equal(onlyIssue(document({}, { optimizer })).path, 'trial.optimizer.momentum');
  });

  it('points at the axis value that is wrong', () => {
    const axes = [{ path: 'optimizer.learningRate', values: [0.1, -1] }];
    const found = onlyIssue(document({ axes }));
    assert.equal(found.path, 'axes.0.values.1');
    assert.equal(found.received, '-1');
  });

  it('points at an axis that names no setting', () => {
    const axes = [{ path: 'optimiser.name', values: ['adam'] }];
    assert.isNotEmpty(issuesOf(document({ axes })));
  });

  it('refuses two axes over one setting', () => {
    const axis = { path: 'seed', values: [1, 2] };
    assert.equal(onlyIssue(document({ axes: [axis, axis] })).path, 'axes.1.path');
  });

  it('refuses Nesterov without momentum, as PyTorch does', () => {
    const optimizer = { name: 'sgd', learningRate: 0.1, nesterov: true };
    assert.equal(onlyIssue(document({}, { optimizer })).path, 'trial.optimizer.nesterov');
  });

  it('refuses keys that reach for an object’s prototype', () => {
    const text = JSON.stringify(document({ axes: [{ path: '__proto__.polluted', values: [1] }] }));
    assert.isFalse(parseExperimentText(text).ok);
    const inner = JSON.stringify(
      document({ axes: [{ path: 'constructor.prototype', values: [1] }] }),
    );
    assert.isFalse(parseExperimentText(inner).ok);
    assert.isUndefined(Reflect.get({}, 'polluted'));
  });

  it('says where JSON breaks off', () => {
    const parsed = parseExperimentText('{"format": ');
    assert.include(parsed.ok ? 'nothing wrong' : parsed.issues[0]!.expected, 'JSON');
  });

  it('never throws, whatever it is given', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        parseExperiment(value);
      }),
    );
    fc.assert(
      fc.property(fc.string(), (value) => {
        assert.isFalse(parseExperimentText(value).ok);
      }),
    );
  });

  it('never throws on a document whose parts are anything', () => {
    const anywhere = fc.tuple(fc.constantFrom(...Object.keys(base), 'measure'), fc.anything());
    fc.assert(
      fc.property(anywhere, fc.anything(), ([key, value], axes) => {
        parseExperiment(document({}, { [key]: value }));
        parseExperiment(document({ axes }));
      }),
    );
  });
});
