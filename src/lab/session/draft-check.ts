/** Checks a draft after each edit: at once, or in pieces if its axes make so many trials that the page would wait. */
import { isAbort } from '../../base/errors.ts';
import { parseExperiment, parseInPieces, type Parsed } from '../../document/parse.ts';
import type { Experiment } from '../../document/schema.ts';

/** More trials than this are checked in pieces, because every check expands them all. */
const maxAtOnce = 200;

const trialCount = ({ axes }: Experiment): number =>
  axes.reduce((product, { values }) => product * values.length, 1);

export class DraftCheck {
  #pending: { readonly stop: AbortController; readonly done: Promise<void> } | null = null;

  /** Resolves once the current check has ended; null if none is in progress. */
  get pending(): Promise<void> | null {
    return this.#pending?.done ?? null;
  }

  /** Drops the check in progress, if any. @param checked called with the result, now or later */
  start(draft: Experiment, checked: (parsed: Parsed) => void): void {
    this.drop();
    if (trialCount(draft) <= maxAtOnce) {
      checked(parseExperiment(draft));
      return;
    }
    const stop = new AbortController();
    const done = parseInPieces(draft, stop.signal).then(
      (parsed) => {
        this.#pending = null;
        checked(parsed);
      },
      (error: unknown) => {
        if (!isAbort(error)) throw error;
      },
    );
    this.#pending = { stop, done };
  }

  drop(): void {
    this.#pending?.stop.abort();
    this.#pending = null;
  }
}
