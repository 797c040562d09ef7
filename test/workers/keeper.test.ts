/** When a trial takes checkpoints, on a clock that the test advances. */
import { assert } from 'chai';
import type { TrialDocument } from '../../src/document/schema.ts';
import type { TrialEvent } from '../../src/protocol/worker-api.ts';
import { Gate } from '../../workers/trial/gate.ts';
import { runTrial } from '../../workers/trial/run-trial.ts';
import { startOwnEngine } from '../support/own-engine.ts';
import { until } from '../support/until.ts';
import { everywhere, figures, generated } from './checkpoint-suite.ts';
import { codeOf } from './networks.ts';
import { trialOf, wrapped } from './trials.ts';
import { document, never, steps, stepsPerEpoch, stepwise, watch } from './watched-trial.ts';

const half = { ...never, everySeconds: 30 };

describe('the checkpoints of a trial', () => {
  it('are taken at the first boundary of a step after so many seconds, in mid-epoch too', async () => {
    const { taken, checkpoints } = await watch({ checkpoints: half }, (event, _, advance) => {
      if (event.type === 'batches') advance(11);
    });
    // A boundary every 11 s: the third one after each checkpoint.
    const wanted = [3, 6, 9, 12, 15, 18].map((step) => {
      const whole = step % stepsPerEpoch === 0 ? step / stepsPerEpoch - 1 : Math.floor(step / 5);
      return `time ${whole}.${step - whole * stepsPerEpoch}`;
    });
    assert.deepEqual(taken, wanted);
    assert.deepEqual(
      checkpoints.map(({ seconds }) => seconds),
      [33, 66, 99, 132, 165, 198],
    );
  });

  it('do not count on the training clock, but in the share', async () => {
    const { taken, events } = await watch(
      { checkpoints: { everySeconds: Infinity, share: 0.05 } },
      (event, _, advance) => {
        // An epoch takes 10 s, and what the receiver of a checkpoint does with it 0.6 s.
        if (event.type === 'batches') advance(2);
        if (event.type === 'checkpoint') advance(0.6);
      },
      { epochs: 7 },
    );
    // The first is not known to cost so much; the next ones wait until 1.2 s are 5 % of 24 s, and so on.
    assert.deepEqual(taken, ['epoch 1.0', 'epoch 3.0', 'epoch 4.0', 'epoch 5.0', 'epoch 6.0']);
    const done = events.at(-1);
    assert.isTrue(done?.type === 'done' && done.seconds === 70);
  });

  it('are taken at every rung, whatever they cost, and the last epoch may be one', async () => {
    const seen = await watch({ checkpoints: { ...never, at: [2, 4] } });
    assert.deepEqual(seen.taken, ['rung 2.0', 'rung 4.0']);
    const from = seen.checkpoints[0]!;
    const more = await watch({ from: structuredClone(from) }, undefined, { epochs: 6 });
    const whole = await watch({}, undefined, { epochs: 6 });
    const rung = seen.events.findIndex(({ type }) => type === 'checkpoint');
    assert.deepEqual(
      figures([...seen.events.slice(0, rung), ...more.events]),
      figures(whole.events),
      'a longer trial goes on from a shorter one',
    );
  });

  it('are none without settings, before the first step, or once all is done', async () => {
    assert.isEmpty((await watch({})).taken);
    assert.isEmpty((await watch({ checkpoints: everywhere }, undefined, { epochs: 0 })).taken);
    const controller = new AbortController();
    const aborted = await watch(
      { checkpoints: everywhere, signal: controller.signal },
      ({ type }) => type === 'start' && controller.abort(),
    );
    assert.equal(aborted.code, 'aborted');
    assert.isEmpty(aborted.taken);
    const { taken, code } = await watch({ checkpoints: { ...never, share: Infinity } });
    assert.equal(code, 'none');
    assert.deepEqual(taken, ['epoch 1.0', 'epoch 2.0', 'epoch 3.0']);
  });

  it('is taken where a cancelled trial stops, after all losses up to it', async () => {
    for (const at of [1, 3, 5, 8, 20]) {
      const controller = new AbortController();
      const { signal } = controller;
      const seen = await watch({ checkpoints: never, signal }, (event, so) => {
        if (event.type === 'batches' && steps(so) === at) controller.abort();
      });
      assert.equal(seen.code, 'aborted');
      assert.lengthOf(seen.taken, 1);
      assert.equal(seen.events.at(-1)?.type, 'checkpoint');
      const { epoch, step } = seen.checkpoints[0]!;
      assert.equal(epoch * stepsPerEpoch + step, at);
      assert.equal(steps(seen), at);
    }
  });

  it('are none of a cancelled trial that stands where the last one was taken', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const seen = await watch({ checkpoints: { ...never, at: [1] }, signal }, ({ type }) => {
      if (type === 'checkpoint') controller.abort();
    });
    assert.equal(seen.code, 'aborted');
    assert.deepEqual(seen.taken, ['rung 1.0']);
  });

  it('is none where a cancelled trial does not get to the end of its step in time', async () => {
    const data = await generated('housing-synthetic');
    for (const slow of [true, false]) {
      const controller = new AbortController();
      const { signal } = controller;
      const trial = trialOf({ ...document, model: { depth: 2, width: 512 }, batchSize: 500 });
      // Pieces as small as they get; then a second passes with each, or none.
      let [time, leap] = [0, 1000];
      performance.now = () => (time += leap);
      const types = new Set<string>();
      let code = 'none';
      try {
        const options = { signal, checkpoints: never };
        for await (const event of runTrial(trial, data, await startOwnEngine(), options)) {
          types.add(event.type);
          if (event.type !== 'batches' || signal.aborted || event.step === 0) continue;
          if (event.fraction === 0) continue;
          leap = slow ? 1000 : 0;
          controller.abort();
        }
      } catch (error) {
        code = codeOf(error);
      } finally {
        Reflect.deleteProperty(performance, 'now');
      }
      assert.equal(code, 'aborted');
      assert.equal(types.has('checkpoint'), !slow);
    }
  });

  it('is taken before a trial is held, once, and again only if it has moved', async () => {
    const gate = new Gate();
    let held = 0;
    const seen = await watch({ checkpoints: never, gate }, (event, so) => {
      if (event.type === 'batches' && [2, 3, 12].includes(steps(so))) gate.open = false;
      if (event.type !== 'checkpoint') return;
      held += 1;
      assert.isFalse(gate.open);
      const before = so.events.length;
      void (async () => {
        for (let turn = 0; turn < 20; turn++) await new Promise((go) => setTimeout(go));
        assert.lengthOf(so.events, before, 'the trial is held');
        gate.open = true;
      })();
    });
    assert.equal(held, 3);
    assert.deepEqual(seen.taken, ['pause 0.2', 'pause 0.3', 'pause 2.2']);
    assert.deepEqual(figures(seen.events), figures((await watch({})).events));
  });

  it('is not taken twice by a trial that is paused twice without a step', async () => {
    const gate = new Gate();
    gate.open = false;
    const controller = new AbortController();
    let open = 0;
    const seen = watch({ checkpoints: never, gate, signal: controller.signal }, (event) => {
      if (event.type === 'batches') gate.open = false;
      if (event.type === 'checkpoint') open = 1;
    });
    gate.open = true;
    await until('it was paused', () => open === 1);
    controller.abort();
    const { taken, code } = await seen;
    assert.equal(code, 'aborted');
    assert.lengthOf(taken, 1);
  });

  /** Where a trial is interrupted, and which place its checkpoint then has. */
  const interruptions: readonly {
    readonly what: string;
    readonly place: string;
    readonly here: (event: TrialEvent) => boolean;
    readonly dataset?: NonNullable<TrialDocument['dataset']>;
  }[] = [
    {
      what: 'after an epoch',
      place: '1.0',
      here: (event) => event.type === 'epoch' && event.record.epoch === 1,
    },
    {
      what: 'after the last epoch',
      place: '2.0',
      here: (event) => event.type === 'epoch' && event.record.epoch === 2,
    },
    { what: 'while dead units are counted', place: '2.0', here: ({ type }) => type === 'baseline' },
    {
      what: 'after the classes were confused',
      place: '2.0',
      here: (event) => event.type === 'classes' && event.classes.confusion !== undefined,
      dataset: { name: 'iris' },
    },
  ];
  for (const { what, place, here, dataset = document.dataset } of interruptions) {
    it(`is taken of a trial that is paused or cancelled ${what}`, async () => {
      const trial = { dataset, epochs: 2 };
      const whole = figures((await watch({}, undefined, trial)).events);
      for (const how of ['pause', 'cancel'] as const) {
        const gate = new Gate();
        const controller = new AbortController();
        const options = { checkpoints: never, gate, signal: controller.signal };
        const interrupt = (event: TrialEvent) => {
          if (event.type === 'checkpoint') setTimeout(() => (gate.open = true));
          if (!here(event)) return;
          if (how === 'cancel') controller.abort();
          else gate.open = false;
        };
        const seen = await watch(options, interrupt, trial);
        assert.deepEqual(seen.taken, [`${how} ${place}`]);
        assert.equal(seen.code, how === 'cancel' ? 'aborted' : 'none');
        if (how === 'pause') assert.deepEqual(figures(seen.events), whole);
        const before = seen.events.findIndex(({ type }) => type === 'checkpoint');
        const from = structuredClone(seen.checkpoints[0]!);
        const { events } = await watch({ from }, undefined, trial);
        assert.deepEqual(figures([...seen.events.slice(0, before), ...events]), whole);
      }
    });
  }

  it('is taken while an epoch is measured, whose steps are then all done', async () => {
    const gate = new Gate();
    const engine = wrapped(await stepwise(), (session) => ({
      evaluate(part, ...rows) {
        if (part === 'train') gate.open = false;
        return session.evaluate(part, ...rows);
      },
    }));
    const open = ({ type }: TrialEvent) => type === 'checkpoint' && (gate.open = true);
    const seen = await watch({ checkpoints: never, gate }, open, { engine, epochs: 2 });
    assert.deepEqual(seen.taken, ['pause 0.5', 'pause 1.5']);
    const whole = figures((await watch({}, undefined, { epochs: 2 })).events);
    for (const [index, checkpoint] of seen.checkpoints.entries()) {
      const from = structuredClone(checkpoint);
      const { events } = await watch({ from }, undefined, { epochs: 2 });
      const [first, second] = seen.events.flatMap(({ type }, at) =>
        type === 'checkpoint' ? [at] : [],
      );
      const before = seen.events.slice(0, index === 0 ? first : second);
      assert.deepEqual(figures([...before, ...events]), whole);
    }
  });
});
