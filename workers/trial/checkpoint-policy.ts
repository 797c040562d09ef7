/** When a trial takes a checkpoint, besides on a pause and a cancel: pure, on whatever clock it is told of. */
import type { CheckpointReason, CheckpointSettings } from '../../src/protocol/checkpoint.ts';

/**
 * What the first one is expected to cost, in milliseconds: about that of a small one on a slow disk. So trials of
 * less than a second take none at a share of 5 %.
 */
const firstCost = 50;

export class CheckpointPolicy {
  readonly #settings: CheckpointSettings;
  readonly #started: number;
  #last: number;
  #spent = 0;
  /** The next one is expected to cost what the last one did. */
  #cost = firstCost;

  /** @param now milliseconds on the training clock, here as below */
  constructor(settings: CheckpointSettings, now: number) {
    this.#settings = settings;
    this.#started = now;
    this.#last = now;
  }

  /** Whether one is to be taken at the next boundary of a step. */
  due(now: number): boolean {
    return now - this.#last >= 1000 * this.#settings.everySeconds;
  }

  /** Whether the end of this epoch is a rung of a search. */
  isRung(epoch: number): boolean {
    return this.#settings.at?.includes(epoch) === true;
  }

  /** Why to take one at an epoch's end that is no rung; null if there is no reason. */
  epochEnd(now: number): CheckpointReason | null {
    if (this.due(now)) return 'time';
    const { share } = this.#settings;
    return (this.#spent + this.#cost) / share <= now - this.#started ? 'epoch' : null;
  }

  /** One was taken and kept, for so many milliseconds. */
  taken(cost: number, now: number): void {
    this.#spent += cost;
    this.#cost = cost;
    this.#last = now;
  }
}
