/** When a trial goes on from a checkpoint, and when it does not. */
import { assert } from 'chai';
import { LabError } from '../../src/base/errors.ts';
import type { Checkpoint } from '../../src/protocol/checkpoint.ts';
import type { TrialEvent } from '../../src/protocol/worker-api.ts';
import { runTrial } from '../../workers/trial/run-trial.ts';
import { startOwnEngine } from '../support/own-engine.ts';
import { everywhere, figures, generated, recorded, withSmallPieces } from './checkpoint-suite.ts';
import { trialOf, wrapped } from './trials.ts';
import { document, stepsPerEpoch, stepwise } from './watched-trial.ts';
import { stateOf } from '../support/short-form.ts';

describe('a trial that is given a checkpoint', () => {
  const trial = trialOf(document);
  let checkpoint: Checkpoint;
  let data: Awaited<ReturnType<typeof generated>>;
  let whole: ReturnType<typeof figures>;

  before(async () => {
    data = await generated('housing-synthetic');
    const run = runTrial(trial, data, await stepwise(), { checkpoints: everywhere });
    const { events, taken } = await withSmallPieces(() => recorded(run));
    checkpoint = taken.find(
      (each) => each.checkpoint.epoch === 2 && each.checkpoint.step === 3,
    )!.checkpoint;
    whole = figures(events);
  });

  const started = (events: readonly TrialEvent[]) =>
    events.flatMap((event) => (event.type === 'start' ? [event] : []));

  it('says where it goes on, and its seconds go on too', async () => {
    const from = structuredClone({ ...checkpoint, seconds: 100 });
    const { events } = await recorded(runTrial(trial, data, await startOwnEngine(), { from }));
    assert.deepEqual(started(events)[0]?.resumed, { epoch: 2, step: 3, seconds: 100 });
    const done = events.at(-1);
    assert.isTrue(done?.type === 'done' && done.seconds >= 100);
    const steps = events.flatMap((event) => (event.type === 'batches' ? [event.step] : []));
    assert.isAbove(steps[0]!, 2 * stepsPerEpoch + 3);
    assert.equal(steps.at(-1), 4 * stepsPerEpoch);
  });

  it('starts from the beginning where the engine or any part of it does not fit', async () => {
    const { generators, engine } = checkpoint;
    const session = stateOf(checkpoint.session);
    const [layer, ...layers] = session.parameters;
    const { firstMoment, ...others } = session.buffers;
    const loader = { ...generators.loader };
    const wrong: Record<string, unknown> = {
      'another engine': { engine: { ...engine, name: 'tfjs-cpu' } },
      'another revision': { engine: { ...engine, revision: 1 } },
      'other roundings': { engine: { ...engine, device: 'relaxed SIMD' } },
      'too many epochs': { epoch: 5 },
      'half an epoch': { epoch: 1.5 },
      'too many steps': { step: 6 },
      'a step after the end': { epoch: 4 },
      'steps that were not counted': { session: { ...session, steps: 0 } },
      'no number of steps': { session: { ...session, steps: NaN } },
      'no time': { seconds: NaN },
      'a layer less': { session: { ...session, parameters: layers } },
      'a short weight': {
        session: {
          ...session,
          parameters: [{ ...layer, weight: layer!.weight.slice(1) }, ...layers],
        },
      },
      'a layer of another shape': {
        session: { ...session, parameters: [{ ...layer, outputs: 31 }, ...layers] },
      },
      'numbers of another kind': {
        session: {
          ...session,
          parameters: [{ ...layer, bias: Float64Array.from(layer!.bias) }, ...layers],
        },
      },
      'a buffer less': { session: { ...session, buffers: others } },
      'a buffer more': {
        session: { ...session, buffers: { ...session.buffers, more: firstMoment } },
      },
      'another buffer': { session: { ...session, buffers: { ...others, more: firstMoment } } },
      'no generator': { generators: {} },
      'a generator without words': { generators: { loader: { ...loader, words: null } } },
      'a generator of zeros': {
        generators: { loader: { ...loader, words: new Uint32Array(624) } },
      },
      'no place in a generator': { generators: { loader: { ...loader, position: 700 } } },
    };
    for (const [name, part] of Object.entries(wrong)) {
      const from = structuredClone({ ...checkpoint, ...(part as object) });
      const { events } = await recorded(runTrial(trial, data, await startOwnEngine(), { from }));
      assert.deepEqual(
        started(events).map(({ resumed }) => resumed),
        [undefined],
        name,
      );
      assert.deepEqual(figures(events), whole, name);
    }
    const other = trialOf({ ...document, optimizer: { name: 'sgd', learningRate: 0.1 } });
    for (const from of [checkpoint, null]) {
      const { events } = await recorded(
        runTrial(other, data, await startOwnEngine(), { from: structuredClone(from) }),
      );
      assert.notProperty(started(events)[0], 'resumed');
    }
  });

  it('starts from the beginning on another engine where the GPU is lost after it went on', async () => {
    let calls = 0;
    const failing = wrapped(await startOwnEngine(), (session) => ({
      async evaluate(...rows) {
        if (++calls > 1) throw new LabError('device-lost', 'gone');
        return session.evaluate(...rows);
      },
    }));
    const { events } = await recorded(
      runTrial(trial, data, failing, {
        from: structuredClone(checkpoint),
        fallback: () => startOwnEngine(),
      }),
    );
    const starts = started(events);
    assert.deepEqual(
      starts.map(({ resumed }) => resumed !== undefined),
      [true, false],
    );
    assert.deepEqual(figures(events.slice(events.lastIndexOf(starts[1]!))), whole);
  });
});
