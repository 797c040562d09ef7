/** Plays a live network: at most one call to its worker at a time, and none more often than the screen is drawn. */
import { isAbort, toLabError, type LabError } from '../../../base/errors.ts';
import type { Trial } from '../../../document/schema.ts';
import { LiveNetwork } from '../../../pool/live.ts';
import type { Dataset } from '../../../protocol/dataset.ts';
import type { LiveExplanation, LiveFrame, LivePalette, LiveStart } from '../../../protocol/live.ts';

export type LiveStatus = 'closed' | 'opening' | 'paused' | 'playing' | 'done' | 'failed';

interface Listener {
  readonly onStart: (start: LiveStart) => void;
  readonly onFrame: (frame: LiveFrame) => void;
  /** The status changed. */
  readonly onChange: () => void;
}

export class LivePlayer {
  status: LiveStatus = 'closed';
  /** Why the status is "failed". */
  error: LabError | null = null;
  /** Steps between two pictures. */
  pace = 1;
  readonly #network: LiveNetwork;
  readonly #listener: Listener;
  #work = new AbortController();
  #visible = true;
  /** Whether it plays as soon as it is visible. */
  #wanted = false;
  #looping = false;

  constructor(listener: Listener, network: LiveNetwork = new LiveNetwork()) {
    this.#listener = listener;
    this.#network = network;
  }

  /** Whether it plays, or will as soon as it can. */
  get plays(): boolean {
    return this.#wanted;
  }

  /**
   * Starts a trial at its beginning.
   * @param playing whether it plays at once
   * @param read reads the trial's dataset where that is a table of one's own
   */
  async open(
    trial: Trial,
    palette: LivePalette,
    playing: boolean,
    read: ((signal: AbortSignal) => Promise<Dataset>) | null = null,
  ): Promise<void> {
    this.#work.abort();
    const { signal } = (this.#work = new AbortController());
    this.#wanted = playing;
    this.#set('opening');
    await this.#attempt(signal, async () => {
      const dataset = read === null ? null : await read(signal);
      const request = { trial, palette, ...(dataset !== null && { dataset }) };
      const start = await this.#network.open(request, signal);
      if (signal.aborted) return;
      this.#listener.onStart(start);
      this.#set(start.frame.done ? 'done' : 'paused');
      this.#update();
    });
  }

  /** Whether anyone can see it: it rests while nobody can. */
  set visible(visible: boolean) {
    this.#visible = visible;
    this.#update();
  }

  play(): void {
    this.#wanted = true;
    this.#update();
  }

  pause(): void {
    this.#wanted = false;
    if (this.status === 'playing') this.#set('paused');
  }

  /** Exactly so many steps, then a pause. */
  async step(steps: number): Promise<void> {
    this.pause();
    const { signal } = this.#work;
    await this.#attempt(signal, async () => this.#show(await this.#network.advance(steps, signal)));
  }

  /** What one step on a training row would change; null if that failed or was cancelled. */
  async explain(row: number): Promise<LiveExplanation | null> {
    this.pause();
    const { signal } = this.#work;
    let found: LiveExplanation | null = null;
    await this.#attempt(signal, async () => {
      found = await this.#network.explain(row, signal);
    });
    return found;
  }

  async recolour(palette: LivePalette): Promise<void> {
    if (this.status === 'closed' || this.status === 'opening' || this.status === 'failed') return;
    const { signal } = this.#work;
    await this.#attempt(signal, async () =>
      this.#show(await this.#network.recolour(palette, signal)),
    );
  }

  close(): void {
    this.#work.abort();
    this.#wanted = false;
    this.#network.close();
    this.#set('closed');
  }

  #update(): void {
    if (this.#wanted && this.#visible && this.status === 'paused') this.#set('playing');
    if (!this.#visible && this.status === 'playing') this.#set('paused');
    if (this.status === 'playing' && !this.#looping) void this.#loop();
  }

  async #loop(): Promise<void> {
    this.#looping = true;
    const { signal } = this.#work;
    await this.#attempt(signal, async () => {
      while (this.#plays(signal)) {
        await nextFrame(signal);
        if (!this.#plays(signal)) break;
        this.#show(await this.#network.advance(this.pace, signal));
      }
    });
    this.#looping = false;
    // Opened again while the last call ended.
    if (signal !== this.#work.signal) this.#update();
  }

  #plays(signal: AbortSignal): boolean {
    return this.status === 'playing' && !signal.aborted;
  }

  #show(frame: LiveFrame): void {
    this.#listener.onFrame(frame);
    if (frame.done) {
      this.#wanted = false;
      this.#set('done');
    }
  }

  async #attempt(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (signal.aborted || isAbort(error)) return;
      this.error = toLabError(error);
      this.#wanted = false;
      this.#set('failed');
    }
  }

  #set(status: LiveStatus): void {
    if (status !== 'failed') this.error = null;
    if (status === this.status) return;
    this.status = status;
    this.#listener.onChange();
  }
}

/** Resolves when the screen is drawn next, or at the abort: hidden pages draw nothing. */
const nextFrame = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      cancelAnimationFrame(frame);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const frame = requestAnimationFrame(end);
    signal.addEventListener('abort', end);
  });
