/** Small trials, and a way to run one to its end. */
import { parse } from 'valibot';
import { trialSchema, type Trial, type TrialDocument } from '../../src/document/schema.ts';
import type { TrialEvent } from '../../src/protocol/worker-api.ts';
import type { Engine, Session } from '../../workers/engine/types.ts';

/** A trial with its defaults filled in. */
export const trialOf = (document: TrialDocument): Trial => parse(trialSchema, document);

export interface Collected {
  readonly events: TrialEvent[];
  readonly losses: number[];
}

/** Runs a trial until it ends, or until so many batch losses are there. */
export async function collect(
  trial: AsyncGenerator<TrialEvent, void>,
  enough = Infinity,
): Promise<Collected> {
  const events: TrialEvent[] = [];
  const losses: number[] = [];
  for await (const event of trial) {
    events.push(event);
    if (event.type === 'batches') losses.push(...event.losses);
    if (losses.length >= enough) break;
  }
  return { events, losses };
}

/** The largest |a − b| / |b|; Infinity where the lengths differ. */
export function worstRelative(actual: ArrayLike<number>, wanted: ArrayLike<number>): number {
  if (actual.length !== wanted.length) return Infinity;
  let worst = 0;
  for (let index = 0; index < wanted.length; index++) {
    const [a, b] = [actual[index]!, wanted[index]!];
    const error = Math.abs(a - b) / Math.abs(b);
    if (!(error <= worst)) worst = error;
  }
  return worst;
}

/** An engine whose sessions do something before each call. */
export function wrapped(engine: Engine, change: (session: Session) => Partial<Session>): Engine {
  return {
    ...engine,
    async open(options) {
      const session = await engine.open(options);
      const plain: Session = {
        evaluationRows: session.evaluationRows,
        train: (...args) => session.train(...args),
        evaluate: (...rows) => session.evaluate(...rows),
        activationGradients: (rows, pause) => session.activationGradients(rows, pause),
        parameters: () => session.parameters(),
        finishStep: () => session.finishStep(),
        state: () => session.state(),
        close: () => session.close(),
      };
      return { ...plain, ...change(session) };
    },
  };
}
