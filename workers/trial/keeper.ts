/** Takes checkpoints of a trial. Loaded only by trials that take some, to keep the worker's initial script small. */
import { yieldToEventLoop } from '../../src/base/event-loop.ts';
import type {
  Checkpoint,
  CheckpointReason,
  CheckpointSettings,
} from '../../src/protocol/checkpoint.ts';
import type { EngineInfo, TrialEvent } from '../../src/protocol/worker-api.ts';
import { CheckpointPolicy } from './checkpoint-policy.ts';
import type { NetworkSession } from './open-network.ts';
import type { Pauser } from './pauser.ts';

/** Milliseconds that a cancelled trial may take to the end of its step. The pool ends its worker after some more. */
const stepTimeoutMs = 400;

/** Where a trial is: what of a checkpoint the session does not have. */
export interface Place {
  epoch: number;
  step: number;
  generators: Checkpoint['generators'];
  records?: NonNullable<Checkpoint['records']>;
}

export interface KeeperOptions {
  readonly settings: CheckpointSettings;
  readonly engine: EngineInfo;
  readonly session: NetworkSession;
  /** Kept up to date by the trial. */
  readonly place: Readonly<Place>;
  readonly rest: Pauser;
  /** The training time so far. */
  readonly seconds: () => number;
}

/** Ends a measurement, which is then made again. */
class Interruption extends Error {}

export class Keeper {
  readonly #options: KeeperOptions;
  readonly #policy: CheckpointPolicy;
  /** Where the last one was taken, or the trial began. */
  #last: Pick<Place, 'epoch' | 'step'>;
  /** When the trial was first seen to be cancelled, in ms of performance.now(). */
  #cancelledAt: number | null = null;

  constructor(options: KeeperOptions) {
    const { settings, rest, place } = options;
    this.#options = options;
    this.#policy = new CheckpointPolicy(settings, rest.now());
    this.#last = { epoch: place.epoch, step: place.step };
  }

  /**
   * Lets messages in. Returns whether the trial is to go to a boundary between two steps.
   * @param fraction of the current step that is done; in the middle of one, throws LabError `aborted` if the trial
   *   was cancelled too long ago
   */
  async wanted(fraction = 0): Promise<boolean> {
    await yieldToEventLoop();
    const { rest } = this.#options;
    if (!rest.aborted) {
      return rest.paused || (this.#moved && this.#policy.due(rest.now()));
    }
    this.#cancelledAt ??= performance.now();
    const late = performance.now() - this.#cancelledAt > stepTimeoutMs;
    if (fraction > 0 && late) await rest.hold();
    return true;
  }

  /** At a boundary: takes what is wanted, and waits while the trial is paused. Throws LabError `aborted`. */
  async *boundary(): AsyncGenerator<TrialEvent, void> {
    const { rest } = this.#options;
    const why = this.#interruption() ?? (this.#policy.due(rest.now()) ? 'time' : null);
    if (why !== null) yield* this.#take(why);
    await rest.hold();
  }

  /** The same at the end of an epoch, after its figures. @param last whether no other epoch follows */
  async *epochEnd(last: boolean): AsyncGenerator<TrialEvent, void> {
    const { rest, place } = this.#options;
    const why = this.#policy.isRung(place.epoch)
      ? 'rung'
      : (this.#interruption() ?? (last ? null : this.#policy.epochEnd(rest.now())));
    if (why !== null) yield* this.#take(why);
    await rest.hold();
  }

  /**
   * Makes a measurement that changes nothing; if the trial is paused or cancelled meanwhile, takes a
   * checkpoint, and measures again when it goes on. Throws LabError `aborted`.
   */
  async *during(
    measure: (pause: () => Promise<void>) => Promise<void>,
  ): AsyncGenerator<TrialEvent, void> {
    const pause = async () => {
      await yieldToEventLoop();
      if (this.#interruption() !== null) throw new Interruption();
    };
    for (;;) {
      try {
        await measure(pause);
        return;
      } catch (error) {
        if (!(error instanceof Interruption)) throw error;
      }
      yield* this.boundary();
    }
  }

  get #moved(): boolean {
    const { epoch, step } = this.#options.place;
    return epoch !== this.#last.epoch || step !== this.#last.step;
  }

  #interruption(): 'cancel' | 'pause' | null {
    const { rest } = this.#options;
    if (rest.aborted) return 'cancel';
    return rest.paused ? 'pause' : null;
  }

  /** Nothing if it would be the same as the last one. What the receiver does with it is part of its cost. */
  async *#take(why: CheckpointReason): AsyncGenerator<TrialEvent, void> {
    if (!this.#moved) return;
    const { engine, session, place, rest, seconds } = this.#options;
    const began = performance.now();
    const { epoch, step, records } = place;
    this.#last = { epoch, step };
    const checkpoint: Checkpoint = {
      engine,
      epoch,
      step,
      seconds: seconds(),
      session: await session.state(),
      // The receiver gets its memory, and the same state may be needed once more.
      generators: structuredClone(place.generators),
      ...(records && { records }),
    };
    yield { type: 'checkpoint', checkpoint, why };
    const cost = performance.now() - began;
    rest.exclude(cost);
    this.#policy.taken(cost, rest.now());
  }
}
