/** Progress on standard error: redrawn on a terminal, plain lines elsewhere, or none. */
import type { RunState, TrialState } from '../../src/lab/state.ts';
import { duration } from '../../src/base/numbers.ts';
import { oneLine } from './terminal.ts';
import { epochText, labelOf } from './figures.ts';
import { LiveProgress } from './live-progress.ts';

export interface Progress {
  show(state: RunState): void;
  end(): void;
}

/** What a trial is called. */
type Label = (trial: TrialState) => string;

export function progressFor(
  stream: typeof process.stderr,
  quiet: boolean,
  label: Label = labelOf,
): Progress {
  if (quiet) return { show: () => undefined, end: () => undefined };
  const terminal = stream.isTTY && process.env.TERM !== 'dumb';
  return terminal
    ? new LiveProgress(stream, label)
    : new PlainProgress((line) => stream.write(line), label);
}

/** Maximum progress lines of a trial: with many epochs, one for every tenth of them. */
const maxLines = 10;

/** One line when a trial ends, and at most ten before. */
class PlainProgress implements Progress {
  readonly #write: (line: string) => unknown;
  readonly #label: Label;
  /** The last tenth reported for each running trial. */
  readonly #tenths = new Map<string, number>();
  readonly #ended = new Set<string>();

  constructor(write: (line: string) => unknown, label: Label) {
    this.#write = write;
    this.#label = label;
  }

  show(state: RunState): void {
    for (const trial of state.trials) {
      // What was kept before is told in one sentence, not here.
      if (trial.status === 'waiting' || trial.kept !== undefined) continue;
      if (this.#ended.has(trial.plan.id)) continue;
      if (trial.status === 'running') this.#reportEpoch(trial);
      else this.#reportEnd(trial);
    }
  }

  end(): void {
    // Every line is already complete.
  }

  #reportEpoch(trial: TrialState): void {
    const { epochs } = trial.plan.trial;
    const record = trial.epochs.at(-1);
    if (record === undefined || record.epoch === epochs) return;
    const tenth = Math.floor((maxLines * record.epoch) / epochs);
    if (tenth <= (this.#tenths.get(trial.plan.id) ?? 0)) return;
    this.#tenths.set(trial.plan.id, tenth);
    this.#say(trial, `epoch ${record.epoch} of ${epochs}, ${epochText(trial, record)}`);
  }

  #reportEnd(trial: TrialState): void {
    this.#ended.add(trial.plan.id);
    const record = trial.epochs.at(-1);
    const figures = record === undefined ? '' : `, ${epochText(trial, record)}`;
    this.#say(trial, `${trial.status} after ${duration(trial.seconds)}${figures}`);
  }

  #say(trial: TrialState, text: string): void {
    this.#write(`${oneLine(`${this.#label(trial)}: ${text}`)}\n`);
  }
}
