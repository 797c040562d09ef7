/** A small trial on a clock that the test advances, which reports every step. */
import type { Checkpoint } from '../../src/protocol/checkpoint.ts';
import type { TrialDocument } from '../../src/document/schema.ts';
import type { TrialEvent } from '../../src/protocol/worker-api.ts';
import type { Engine } from '../../workers/engine/types.ts';
import { runTrial, type RunTrialOptions } from '../../workers/trial/run-trial.ts';
import { startOwnEngine } from '../support/own-engine.ts';
import { generated } from './checkpoint-suite.ts';
import { codeOf } from './networks.ts';
import { trialOf, wrapped } from './trials.ts';

export const document: TrialDocument = {
  dataset: { name: 'housing-synthetic', trainSize: 500, testSize: 90 },
  model: { depth: 2, width: 32 },
  optimizer: { name: 'adam' },
  batchSize: 100,
  epochs: 4,
};
export const stepsPerEpoch = 5;
export const never = { everySeconds: Infinity, share: 0 };

/** One step for each report, so that a test decides what happens between two of them. */
export async function stepwise(): Promise<Engine> {
  return wrapped(await startOwnEngine(), (session) => {
    let finishing = false;
    return {
      finishStep() {
        finishing = true;
      },
      async *train(rows, batchSize) {
        finishing = false as boolean;
        for (let from = 0; from < rows.length && !finishing; from += batchSize) {
          for await (const { losses } of session.train(
            rows.subarray(from, from + batchSize),
            batchSize,
          )) {
            if (losses.length > 0) yield { losses, fraction: 0 };
          }
        }
      },
    };
  });
}

export interface Seen {
  readonly events: TrialEvent[];
  /** `why epoch.step`, in order. */
  readonly taken: string[];
  readonly checkpoints: Checkpoint[];
  /** How it ended: the code of its error, if any. */
  code: string;
}

/** Runs a trial on a clock that stands still unless `each` advances it. */
export async function watch(
  options: RunTrialOptions,
  each: (event: TrialEvent, seen: Seen, advance: (seconds: number) => void) => unknown = () => 0,
  { engine, ...changes }: Partial<TrialDocument> & { readonly engine?: Engine } = {},
): Promise<Seen> {
  let time = 0;
  const seen: Seen = { events: [], taken: [], checkpoints: [], code: 'none' };
  const on = engine ?? (await stepwise());
  const data = await generated((changes.dataset ?? document.dataset).name);
  performance.now = () => time;
  try {
    for await (const event of runTrial(trialOf({ ...document, ...changes }), data, on, options)) {
      seen.events.push(event);
      if (event.type === 'checkpoint') {
        const { checkpoint, why } = event;
        seen.taken.push(`${why} ${checkpoint.epoch}.${checkpoint.step}`);
        seen.checkpoints.push(structuredClone(checkpoint));
      }
      await each(event, seen, (seconds) => (time += 1000 * seconds));
    }
  } catch (error) {
    seen.code = codeOf(error);
  } finally {
    Reflect.deleteProperty(performance, 'now');
  }
  return seen;
}

export const steps = ({ events }: Seen): number =>
  events.reduce((sum, event) => sum + (event.type === 'batches' ? event.losses.length : 0), 0);
