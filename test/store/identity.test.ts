/** Importing and exporting a results document gives the same document. */
import { assert } from 'chai';
import fc from 'fast-check';
import type { ResultsDocument } from '../../src/formats/results/document.ts';
import { findingsOf } from '../../src/insights/findings.ts';
import { keptState } from '../../src/lab/kept/kept-state.ts';
import { recordedTrial } from '../../src/formats/results/trial.ts';
import { environmentOf, resultsDocument } from '../../src/formats/results/write.ts';
import { trialStateOf } from '../../src/lab/recorded.ts';
import type { TrialState } from '../../src/lab/state.ts';
import { documentOf, importResults } from '../../src/store/exchange.ts';
import { readRun } from '../../src/lab/kept/stored-run.ts';
import { readStored, stateOf } from '../../src/lab/kept/stored-trial.ts';
import { documentText } from '../../src/formats/json.ts';
import { anyRun, kinds } from '../formats/results/any-run.ts';
import { planned, type Planned } from '../insights/trials.ts';

async function exported({ experiment }: Planned, trials: readonly TrialState[]) {
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
  const found = await importResults(text, 'a.json');
  if (!found.ok) throw new Error(found.issues[0]?.message);
  const { run, trials } = found.runs[0]!;
  const kept = readRun(structuredClone(run))!;
  const plans = planned({ axes: kept.experiment.axes }, kept.experiment.trial).plans;
  const states: TrialState[] = [];
  for (const { key } of kept.trials) {
    const stored = key === null ? null : await readStored(structuredClone(trials.get(key)));
    const plan = plans.find(({ id }) => id === stored?.id);
    if (stored !== null && plan !== undefined) states.push(stateOf(stored, plan));
  }
  return { run: kept, state: keptState(plans, states, kept.seconds, 'a.json') };
}

async function again(text: string): Promise<ResultsDocument> {
  const { run, state } = await imported(text);
  return documentOf(run, state);
}

describe('a results document', () => {
  it('is the same after an import and an export, whatever it holds', async () => {
    await fc.assert(
      fc.asyncProperty(anyRun, async ({ kind, trials }) => {
        const text = documentText(await exported(kind, trials));
        assert.deepEqual(JSON.parse(JSON.stringify(await again(text))), JSON.parse(text));
        assert.equal(documentText(await again(text)), text);
      }),
    );
  });

  it('of another program is the same from its first export on, and as few trials as it has', async () => {
    await fc.assert(
      fc.asyncProperty(anyRun, async ({ kind, trials }) => {
        const whole: ResultsDocument = { ...(await exported(kind, trials)) };
        Reflect.deleteProperty(whole, 'passport');
        const foreign = {
          ...whole,
          environment: { ...whole.environment, engine: 'torch 2.9.0' },
          trials: whole.trials.slice(0, 1).map((trial) => ({ ...trial, engine: 'torch 2.9.0' })),
        };
        const first = await again(documentText(foreign));
        assert.deepEqual(JSON.parse(JSON.stringify({ ...first, passport: null })), {
          ...(JSON.parse(documentText(foreign)) as object),
          passport: null,
        });
        assert.equal(documentText(await again(documentText(first))), documentText(first));
      }),
    );
  });

  it('has the findings of the run that it came from', async () => {
    await fc.assert(
      fc.asyncProperty(anyRun, async ({ kind, trials }) => {
        // JSON has null for what is not finite, which is told in the same words.
        const { state } = await imported(documentText(await exported(kind, trials)));
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
        recordedTrial(
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
    const { state } = await imported(documentText(document));
    assert.deepEqual(state.trials[0]!.gradientNorms, { loss: NaN, activations: [NaN, NaN, 2] });
  });
});
