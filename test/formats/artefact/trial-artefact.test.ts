import { assert } from 'chai';
import { isFinished } from '../../../src/document/trial-status.ts';
import { contentHash } from '../../../src/document/hash.ts';
import { lossesFile, readLosses } from '../../../src/formats/artefact/losses-file.ts';
import {
  readTrialArtefact,
  recordedOfArtefact,
  trialArtefactFile,
} from '../../../src/formats/artefact/trial-artefact.ts';
import {
  canonicalModelFile,
  readModel,
  verifyModelFile,
} from '../../../src/formats/model/model-file.ts';
import { weightsHash } from '../../../src/formats/model/weights-hash.ts';
import type { RecordedTrial } from '../../../src/formats/results/trial.ts';
import fc from '../../support/draws.mjs';
import { anyRun } from '../results/any-run.ts';
import { divergedOf, finishedOf, keyOf, modelOf, partsOf, planOf } from './support.ts';
import { layersIn } from '../../support/short-form.ts';

const plan = planOf(1);
const key = keyOf(plan);
/** Its losses are not recorded. */
const quiet = planOf(2, { measure: { batchLosses: false } });

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const bytesOf = (document: unknown) => new TextEncoder().encode(JSON.stringify(document));

/** The artefact of a trial with something of it changed, and its hash with it. */
async function forged(change: (document: Record<string, unknown>) => void): Promise<Uint8Array> {
  const file = await trialArtefactFile(await finishedOf(plan), partsOf(plan));
  const document = JSON.parse(textOf(file)) as Record<string, unknown>;
  delete document.sha256;
  change(document);
  return bytesOf({ ...document, sha256: contentHash(document) });
}

async function problemOf(bytes: Uint8Array, of = key): Promise<string> {
  const read = await readTrialArtefact(bytes, of);
  return read.ok ? '' : `${read.newer ? 'newer: ' : ''}${read.problem}`;
}

describe('the artefact of a finished trial', () => {
  const trials: readonly [string, () => Promise<RecordedTrial>][] = [
    ['done', () => finishedOf(plan)],
    ['done, without losses', () => finishedOf(quiet)],
    ['diverged', () => Promise.resolve(divergedOf(plan))],
  ];
  for (const [what, trialOf] of trials) {
    it(`gives back a trial that is ${what}`, async () => {
      const trial = await trialOf();
      const file = await trialArtefactFile(trial, partsOf(trial.plan));
      const read = await readTrialArtefact(file, keyOf(trial.plan));
      assert.isTrue(read.ok, JSON.stringify(read));
      const losses = readLosses(lossesFile(trial.batchLosses));
      const again = recordedOfArtefact(read.value, losses);
      const norms = trial.gradientNorms;
      assert.deepEqual(again, {
        ...trial,
        engine: { ...trial.engine!, reason: 'as recorded with its results' },
        gradientNorms: norms === null ? null : { ...norms, activations: [NaN] },
        seconds: 0,
      });
      const third = await trialArtefactFile(again!, read.value.parts);
      assert.deepEqual(third, file);
    });
  }

  it('gives back any trial', async () => {
    await fc.assert(
      fc.asyncProperty(anyRun, async ({ trials: drawn }) => {
        for (const trial of drawn) {
          if (!isFinished(trial)) continue;
          const file = await trialArtefactFile(trial, partsOf(trial.plan));
          const read = await readTrialArtefact(file, keyOf(trial.plan));
          assert.isTrue(read.ok, JSON.stringify(read));
          const again = recordedOfArtefact(read.value, trial.batchLosses)!;
          assert.deepEqual(again.epochs, trial.epochs);
          assert.deepEqual(again.classes, trial.classes);
          assert.deepEqual(again.baseline, trial.baseline);
          assert.deepEqual(again.targets, trial.targets);
          assert.deepEqual(again.deadUnits, trial.deadUnits);
          assert.deepEqual(await trialArtefactFile(again, read.value.parts), file);
        }
      }),
    );
  });

  it('does not depend on when, how fast and why it was trained', async () => {
    const trial = await finishedOf(plan);
    const other = {
      ...trial,
      seconds: 99,
      engine: { name: 'wasm', reason: 'because', device: 'SIMD', revision: 2 } as const,
      baseline: { testMae: 1, testMse: 1.5 },
    };
    assert.deepEqual(
      await trialArtefactFile(other, partsOf(plan)),
      await trialArtefactFile(trial, partsOf(plan)),
    );
    assert.deepEqual(
      await canonicalModelFile(modelOf(plan, 1)),
      await canonicalModelFile(modelOf(plan, 2)),
    );
  });

  it('keeps the weights in a file of their own, which opens like any model', async () => {
    const file = await canonicalModelFile(modelOf(plan));
    const model = await readModel(file, 'it');
    assert.deepEqual(model, modelOf(plan, 0));
    await verifyModelFile(file, 'it', { id: plan.id, weights: await weightsHash(model) });
  });

  it('knows a changed weight, and the weights of another trial', async () => {
    const weights = await weightsHash(modelOf(plan));
    const file = await canonicalModelFile(modelOf(plan));
    const refused = (bytes: Uint8Array, id = plan.id) =>
      verifyModelFile(bytes, 'it', { id, weights }).then(
        () => 'none',
        (error: unknown) => String(error),
      );
    const changed = file.with(file.length - 3, file.at(-3)! ^ 1);
    assert.include(await refused(changed), 'weights do not match');
    assert.include(await refused(file, quiet.id), 'another trial');
    assert.equal(await refused(file), 'none');
  });

  it('keeps weights that overflowed', async () => {
    const model = modelOf(plan);
    layersIn(model.parameters)[0]!.weight[0] = Infinity;
    const file = await canonicalModelFile(model);
    await verifyModelFile(file, 'it', { id: plan.id, weights: await weightsHash(model) });
  });

  it('does not take any changed byte', async () => {
    const file = await trialArtefactFile(await finishedOf(plan), partsOf(plan));
    await fc.assert(
      fc.asyncProperty(
        fc.nat(file.length - 2),
        fc.integer({ min: 1, max: 255 }),
        async (at, by) => {
          // White space between the parts of a document means nothing.
          const changed = file.with(at, file[at]! ^ by);
          assert.notEqual(await problemOf(changed), '');
        },
      ),
    );
  });

  it('does not take a part of the file', async () => {
    const file = await trialArtefactFile(await finishedOf(plan), partsOf(plan));
    await fc.assert(
      fc.asyncProperty(fc.nat(file.length - 2), async (length) => {
        assert.notEqual(await problemOf(file.slice(0, length)), '');
      }),
    );
  });

  it('says what is wrong', async () => {
    const file = await trialArtefactFile(await finishedOf(plan), partsOf(plan));
    assert.equal(await problemOf(file), '');
    assert.include(await problemOf(file, 'a'.repeat(64)), `belongs to the key ${key}`);
    assert.include(await problemOf(bytesOf({ a: 1 })), 'not the format "a2-trial"');
    assert.include(
      await problemOf(await forged((document) => (document.version = 2))),
      'newer: it has version 2',
    );
    const cases: readonly [string, (document: Record<string, unknown>) => void][] = [
      ['does not have its id', (document) => (document.trial = quiet.trial)],
      ['belongs to the key', (document) => (document.engine = 'wasm')],
      ['belongs to the key', (document) => (document.members = { 'init/x': 2 })],
      ['finished after epoch 2', (document) => shorten(document, 2)],
      ['has 13 losses, more than 12', (document) => (document.losses = losses(13))],
      ['has 0 losses of 12', (document) => (document.losses = null)],
      ['losses.count', (document) => (document.losses = losses(0))],
      ['more: expected no such key', (document) => (document.more = 1)],
      ['end.reason', (document) => (document.end = { reason: '<b>', epoch: 3 })],
    ];
    for (const [problem, change] of cases) {
      assert.include(await problemOf(await forged(change)), problem);
    }
  });

  it('leaves alone a trial that ended for a reason of a later lab', async () => {
    const file = await forged((document) => {
      shorten(document, 2);
      document.end = { reason: 'early-stopping', epoch: 2 };
    });
    const read = await readTrialArtefact(file, key);
    assert.isTrue(read.ok);
    assert.isNull(recordedOfArtefact(read.value, new Float32Array()));
  });

  it('is not written of a trial that another training could end differently', async () => {
    const trial = { ...(await finishedOf(plan)), status: 'cancelled' } as const;
    const error = await trialArtefactFile(trial, partsOf(plan)).catch(String);
    assert.include(String(error), 'this one is cancelled');
  });
});

const losses = (count: number) => ({ count, sha256: 'a'.repeat(64) });

function shorten(document: Record<string, unknown>, epochs: number): void {
  const { figures } = document as { figures: { epochs: unknown[] } };
  figures.epochs = figures.epochs.slice(0, epochs);
  document.end = { reason: 'finished', epoch: epochs };
}
