/**
 * Tells by a notification of the system that a long run has ended, where a person asked for it and does not see its
 * page. It is offered while a long run goes on, and asked for by a press: browsers suppress questions without one.
 */
import { counted } from '../../../base/numbers.ts';
import { isFinished } from '../../../document/trial-status.ts';
import type { ExperimentSession } from '../../../lab/session/session.ts';
import { headline } from '../../../text/headline.ts';

/** Milliseconds after which a run is long. */
export const longMs = 60_000;
/** Milliseconds without training after which all has ended: one experiment may start after another. */
const settleMs = 1000;

const storageKey = 'a2-notify';

type Watched = Pick<ExperimentSession, 'active' | 'state' | 'shown' | 'original' | 'subscribe'>;

/** `unavailable`: this browser has no notifications; `unknown`: not asked yet. */
export type NoticeChoice = 'unavailable' | 'unknown' | 'blocked' | 'on';

export class RunNotices {
  readonly #longMs: number;
  readonly #watched = new Set<Watched>();
  readonly #listeners = new Set<() => void>();
  /** Those that trained since all of them rested. */
  readonly #ran = new Set<Watched>();
  /** When they began. */
  #since: number | null = null;
  #ending: ReturnType<typeof setTimeout> | null = null;
  /** Whether the offer was put aside for this visit. */
  #later = false;
  /** Whether a press asked the browser in this visit. */
  asked = false;

  constructor(long: number = longMs) {
    this.#longMs = long;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** As long as the session: it trains on while other pages are shown. */
  follow(session: Watched): void {
    if (this.#watched.has(session)) return;
    this.#watched.add(session);
    session.subscribe(() => this.#look());
    this.#look();
  }

  /** Whether something trains, and for so long that a person may have gone elsewhere. */
  get isLong(): boolean {
    return (
      this.#since !== null &&
      this.#ending === null &&
      performance.now() - this.#since >= this.#longMs
    );
  }

  get choice(): NoticeChoice {
    if (!('Notification' in globalThis)) return 'unavailable';
    if (Notification.permission === 'denied') return 'blocked';
    return Notification.permission === 'granted' && wasChosen() ? 'on' : 'unknown';
  }

  get offered(): boolean {
    return this.isLong && this.choice === 'unknown' && !this.#later;
  }

  /** Asks the browser, which may ask the person. Never throws: what was answered is `choice`. */
  async turnOn(): Promise<void> {
    this.asked = true;
    await Notification.requestPermission().catch(() => undefined);
    if (Notification.permission === 'granted') choose(true);
    this.#tellListeners();
  }

  /** The offer comes back. */
  turnOff(): void {
    choose(false);
    this.#tellListeners();
  }

  putAside(): void {
    this.#later = true;
    this.#tellListeners();
  }

  #look(): void {
    const active = [...this.#watched].filter((session) => session.active);
    for (const session of active) this.#ran.add(session);
    if (active.length > 0) {
      this.#since ??= performance.now();
      if (this.#ending !== null) clearTimeout(this.#ending);
      this.#ending = null;
      return;
    }
    if (this.#since === null || this.#ending !== null) return;
    const took = performance.now() - this.#since;
    this.#ending = setTimeout(() => this.#end(took), settleMs);
  }

  #end(took: number): void {
    const ran = [...this.#ran];
    this.#ending = null;
    this.#since = null;
    this.#ran.clear();
    this.#tellListeners();
    if (took < this.#longMs || this.choice !== 'on' || !document.hidden) return;
    const [first] = ran;
    if (first === undefined) return;
    const title =
      ran.length === 1
        ? `${first.original.name}: ${first.original.title}`
        : `${counted(ran.length, 'experiment')} ended`;
    const body = ran
      .map((each) => (ran.length === 1 ? '' : `${each.original.name}: `) + outcomeText(each))
      .join('\n');
    void notify(title, body);
  }

  #tellListeners(): void {
    for (const listener of this.#listeners) listener();
  }
}

/** "9 of 9 trials finished, best test MSE 0.2640, with rate 0.001 · batch 16". */
function outcomeText({ state, shown }: Watched): string {
  const { trials, error } = state;
  const finished = `${trials.filter(isFinished).length} of ${counted(trials.length, 'trial')} finished`;
  if (error !== null) return `${finished}. ${error.message}`;
  const best = headline(state, shown.axes);
  return best === '' ? finished : `${finished}, ${best}`;
}

/** A browser that stores nothing asks again after a reload. */
let inMemory = false;

function wasChosen(): boolean {
  try {
    return inMemory || localStorage.getItem(storageKey) === 'yes';
  } catch {
    return inMemory;
  }
}

function choose(wanted: boolean): void {
  inMemory = wanted;
  try {
    if (wanted) localStorage.setItem(storageKey, 'yes');
    else localStorage.removeItem(storageKey);
  } catch {
    // Kept in memory.
  }
}

/** One at a time: a later one takes the place of the one before. Never throws. */
async function notify(title: string, body: string): Promise<void> {
  const options = { body, tag: 'a2-run', lang: 'en' };
  try {
    const shown = new Notification(title, options);
    shown.addEventListener('click', () => {
      focus();
      shown.close();
    });
  } catch {
    // Android has notifications of service workers only; workers/service-worker.ts takes the press.
    const registration = await navigator.serviceWorker.getRegistration().catch(() => undefined);
    await registration
      ?.showNotification(title, { ...options, data: { address: location.hash } })
      .catch(() => undefined);
  }
}

/** All pages have the same. */
export const runNotices = new RunNotices();
