/** Tabs tell each other how far they are with the trials that they train. */

const channelName = 'a2-lab-progress';
/** Told at most this often, in ms; at once where a trial begins, or the run is paused. */
const tellingMs = 250;

export interface Progress {
  /** Of each trial under way the steps done, by what it is claimed by. */
  readonly steps: Readonly<Record<string, number>>;
  readonly paused: boolean;
}

const isProgress = (value: unknown): value is Progress =>
  typeof value === 'object' &&
  value !== null &&
  typeof Reflect.get(value, 'paused') === 'boolean' &&
  typeof Reflect.get(value, 'steps') === 'object' &&
  Reflect.get(value, 'steps') !== null;

/** Of one run. Without channels between tabs nothing is told, and all else goes on. */
export class ProgressChannel {
  readonly #steps = new Map<string, number>();
  #channel: BroadcastChannel | null = null;
  #told: Progress = { steps: {}, paused: false };
  #at = -Infinity;
  #paused = false;

  /** Whether the tab that told last is paused. */
  get paused(): boolean {
    return this.#paused;
  }

  /** That another tab has done of a trial; null where none has told. */
  steps(key: string): number | null {
    return this.#steps.get(key) ?? null;
  }

  /** @param heard called when another tab has told something */
  open(heard: () => void): void {
    try {
      this.#channel = new BroadcastChannel(channelName);
    } catch {
      return;
    }
    this.#channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      if (data === 'how far?') {
        if (this.#at > -Infinity) this.#post();
        return;
      }
      if (!isProgress(data)) return;
      this.#paused = data.paused;
      for (const [key, done] of Object.entries(data.steps)) {
        if (typeof done === 'number') this.#steps.set(key, done);
      }
      heard();
    });
    // A paused tab has nothing new to tell.
    this.#channel.postMessage('how far?');
  }

  tell(progress: Progress): void {
    const news =
      progress.paused !== this.#told.paused ||
      Object.keys(progress.steps).some((key) => !(key in this.#told.steps));
    const now = performance.now();
    const any = Object.keys(progress.steps).length > 0;
    if (!news && (!any || now - this.#at < tellingMs)) return;
    this.#told = progress;
    this.#at = now;
    this.#post();
  }

  close(): void {
    this.#channel?.close();
    this.#channel = null;
  }

  #post(): void {
    this.#channel?.postMessage(this.#told);
  }
}
