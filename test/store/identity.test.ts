/** Importing and exporting a results document gives the same document. */
import { assert } from 'chai';
import fc from 'fast-check';
import { findingsOf } from '../../src/insights/findings.ts';
import { keptState } from '../../src/lab/kept/kept-state.ts';
import { recordedTrial1 } from '../../src/formats/results/version-1/trial.ts';
import {
  documentFile,
  environmentOf,
  resultsDocument,
  type HeldDocument,
} from '../../src/formats/results/write.ts';
import { trialStateOf } from '../../src/lab/recorded.ts';
import type { TrialState } from '../../src/lab/state.ts';
import { documentOf } from '../../src/store/exchange.ts';
import { readRecord } from '../../src/lab/kept/read-run.ts';
import { readStored } from '../../src/lab/kept/trial-schema.ts';
import { stateOf } from '../../src/lab/kept/stored-trial.ts';
import { anyRun, kinds } from '../formats/results/any-run.ts';
import { planned, type Planned } from '../insights/trials.ts';
import { importText, textOf } from '../formats/results/plain.ts';

/** Where a run was trained is decided by whoever imports it, not by what its document says. */
function asTrainedHere(trial: TrialState): TrialState {
  const own = { ...trial };
  Reflect.deleteProperty(own, 'provenance');
  return own;
}

async function exported({ experiment }: Planned, given: readonly TrialState[]) {
  const trials = given.map(asTrainedHere);
  const datasets = { [trials[0]!.plan.trial.dataset.name]: 'sha256 abc' };
  return resultsDocument({
    experiment,
    trials,
    environment: environmentOf(trials, datasets, 'a browser'),
    passport: { started: 1e12 },
  });
}

/** A file's text through the store, as the page imports it: the run, and what its page shows. */
async function imported(text: string) {
  const found = await importText(text, 'a.json');
  if (!found.ok) throw new Error(found.issues[0]?.message);
  const { run, trials } = found.runs[0]!;
  const kept = structuredClone(run);
  assert.isNotNull(readRecord(kept));
  const plans = planned({ axes: kept.experiment.axes }, kept.experiment.trial).plans;
  const states: TrialState[] = [];
  for (const { key } of kept.trials) {
    const stored = key === null ? null : await readStored(structuredClone(trials.get(key)));
    const plan = plans.find(({ id }) => id === stored?.id);
    if (stored !== null && plan !== undefined) states.push(stateOf(stored, plan));
  }
  return { run: kept, state: keptState(plans, states, kept.seconds, 'a.json') };
}

async function again(text: string): Promise<HeldDocument> {
  const { run, state } = await imported(text);
  return documentOf(run, state);
}

const documentText = (document: HeldDocument): Promise<string> => textOf(documentFile(document));

describe('a results document', () => {
  it('is the same after an import and an export, whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(anyRun, async ({ kind, trials }) => {
        const text = await documentText(await exported(kind, trials));
        assert.equal(await documentText(await again(text)), text);
      }),
    );
  });

  it('of another program is the same from its first export on, and as few trials as it has', async () => {
    await fc.assert(
      fc.asyncProperty(anyRun, async ({ kind, trials }) => {
        const whole: HeldDocument = { ...(await exported(kind, trials)) };
        Reflect.deleteProperty(whole, 'passport');
        const foreign = {
          ...whole,
          environment: { ...whole.environment, engine: 'torch 2.9.0' },
          trials: whole.trials.slice(0, 1).map((trial) => ({ ...trial, engine: 'torch 2.9.0' })),
        };
        const first = await again(await documentText(foreign));
        const text = await documentText(first);
        assert.deepEqual(
          { ...(JSON.parse(text) as object), passport: null },
          { ...(JSON.parse(await documentText(foreign)) as object), passport: null },
        );
        assert.equal(await documentText(await again(text)), text);
      }),
    );
  });

  it('has the findings of the run that it came from', async () => {
    await fc.assert(
      fc.asyncProperty(anyRun, async ({ kind, trials }) => {
        // JSON has null for what is not finite, which is told in the same words.
        const { state } = await imported(await documentText(await exported(kind, trials)));
        assert.deepEqual(
          findingsOf(kind.experiment, state.trials).map(({ text }) => text),
          findingsOf(kind.experiment, trials).map(({ text }) => text),
        );
      }),
    );
  });

  it('tells of norms that are not finite by null, and reads them', async () => {
    const [kind] = kinds;
    const trials = kind!.plans.map((plan): TrialState => ({
      ...trialStateOf(
        recordedTrial1(
          { id: plan.id, status: 'diverged', seconds: 1, engine: 'wasm', epochs: [] },
          plan,
        ),
      ),
      gradientNorms: { loss: Infinity, activations: [NaN, Infinity, 2] },
    }));
    const document = await exported(kind!, trials);
    assert.deepEqual(document.trials[0]!.gradientNorms, {
      loss: null,
      activations: [null, null, 2],
    });
    const { state } = await imported(await documentText(document));
    assert.deepEqual(state.trials[0]!.gradientNorms, { loss: NaN, activations: [NaN, NaN, 2] });
  });
});
