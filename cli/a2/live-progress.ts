/** Progress on a terminal: one line per running trial and one for the whole run, redrawn in place. */
import type { RunState, TrialState } from '../../src/lab/state.ts';
import { fractionDone } from '../../src/lab/estimate.ts';
import { wholeFraction } from '../../src/text/run.ts';
import { oneLine } from './terminal.ts';
import { labelOf, totalText, trialText } from './figures.ts';

/** Minimum milliseconds between two redraws. */
const period = 100;
const barWidth = 20;
const defaultSize = { columns: 80, rows: 24 };

/** The members of a terminal's stream that are used. */
export interface Terminal {
  /** 0 where the terminal does not report its size. */
  readonly columns: number;
  readonly rows: number;
  hasColors(): boolean;
  write(text: string): unknown;
}

export class LiveProgress {
  readonly #stream: Terminal;
  readonly #label: (trial: TrialState) => string;
  #lines = 0;
  #drawn = -Infinity;

  constructor(stream: Terminal, label: (trial: TrialState) => string = labelOf) {
    this.#stream = stream;
    this.#label = label;
  }

  show(state: RunState): void {
    const now = performance.now();
    if (now - this.#drawn < period) return;
    this.#drawn = now;
    this.#draw(this.#content(state));
  }

  /** Clears the display, so that the next output takes its place. */
  end(): void {
    this.#draw([]);
  }

  #content(state: RunState): string[] {
    const total = this.#line(wholeFraction(state), totalText(state), '36');
    // Lines that do not fit on the screen could not be redrawn.
    const maxTrials = Math.max(0, (this.#stream.rows || defaultSize.rows) - 2);
    const running = state.trials.filter(({ status }) => status === 'running').slice(0, maxTrials);
    const trials = running.map((trial) =>
      this.#line(fractionDone(trial), `${this.#label(trial)} · ${trialText(trial)}`, '32'),
    );
    return [...trials, total];
  }

  /** A bar and a text, in a single line of the terminal. */
  #line(fraction: number, text: string, colour: string): string {
    const columns = this.#stream.columns || defaultSize.columns;
    const room = columns - barWidth - 4;
    const shown = Array.from(oneLine(text)).slice(0, Math.max(0, columns - 1));
    if (room < barWidth) return shown.join('');
    const full = Math.round(barWidth * Math.min(1, Math.max(0, fraction)));
    const [done, left] = ['#'.repeat(full), '.'.repeat(barWidth - full)];
    // `hasColors` respects NO_COLOR and TERM.
    const bar = this.#stream.hasColors() ? `\x1b[${colour}m${done}\x1b[39m${left}` : done + left;
    return `[${bar}] ${shown.slice(0, room).join('')}`;
  }

  #draw(lines: readonly string[]): void {
    const up = this.#lines === 0 ? '' : `\x1b[${this.#lines}A`;
    const text = lines.map((line) => `${line}\x1b[K\n`).join('');
    this.#stream.write(`${up}\r${text}\x1b[J`);
    this.#lines = lines.length;
  }
}
