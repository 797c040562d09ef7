/** Shares training progress between tabs. */

const channelName = 'a2-lab-progress';
/** Minimum ms between messages; sent at once when a trial begins or the run is paused. */
const tellingMs = 250;

export interface Progress {
  /** Steps done of each running trial, by claim key. */
  readonly steps: Readonly<Record<string, number>>;
  readonly paused: boolean;
}

const isProgress = (value: unknown): value is Progress =>
  typeof value === 'object' &&
  value !== null &&
  typeof Reflect.get(value, 'paused') === 'boolean' &&
  typeof Reflect.get(value, 'steps') === 'object' &&
  Reflect.get(value, 'steps') !== null;

/** The progress of one run. Does nothing if BroadcastChannel is unavailable. */
export class ProgressChannel {
  readonly #steps = new Map<string, number>();
  #channel: BroadcastChannel | null = null;
  #told: Progress = { steps: {}, paused: false };
  #at = -Infinity;
  #paused = false;

  /** Whether the tab that reported last is paused. */
  get paused(): boolean {
    return this.#paused;
  }

  /** Steps that another tab has done of a trial; null if unknown. */
  steps(key: string): number | null {
    return this.#steps.get(key) ?? null;
  }

  /** @param heard called when another tab reports */
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
    // Paused tabs send nothing by themselves, so ask.
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
