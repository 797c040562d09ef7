/** Whether student mode is on, and which questions are solved or shown; stored in this browser only. */
import * as v from 'valibot';

export type Outcome = 'solved' | 'shown';

const schema = v.object({
  tryFirst: v.boolean(),
  done: v.record(v.pipe(v.string(), v.maxLength(400)), v.picklist(['solved', 'shown'])),
});
type Kept = v.InferOutput<typeof schema>;

const key = 'a2-theory';
/** Outcomes stored at most; the oldest are dropped first. */
const maxOutcomes = 400;

function read(): Kept {
  try {
    const parsed = v.safeParse(schema, JSON.parse(localStorage.getItem(key) ?? '{}'));
    if (parsed.success) return parsed.output;
  } catch {
    // Storage may be blocked or corrupt; progress then starts empty and lasts as long as the page.
  }
  return { tryFirst: false, done: {} };
}

class Progress extends EventTarget {
  #kept = read();

  get tryFirst(): boolean {
    return this.#kept.tryFirst;
  }

  get solved(): number {
    return Object.values(this.#kept.done).filter((outcome) => outcome === 'solved').length;
  }

  get any(): boolean {
    return Object.keys(this.#kept.done).length > 0;
  }

  outcome(question: string): Outcome | undefined {
    return this.#kept.done[question];
  }

  setTryFirst(tryFirst: boolean): void {
    this.#set({ ...this.#kept, tryFirst });
  }

  finish(question: string, outcome: Outcome): void {
    const entries = Object.entries({ ...this.#kept.done, [question]: outcome });
    this.#set({ ...this.#kept, done: Object.fromEntries(entries.slice(-maxOutcomes)) });
  }

  forget(): void {
    this.#set({ ...this.#kept, done: {} });
  }

  #set(kept: Kept): void {
    this.#kept = kept;
    try {
      localStorage.setItem(key, JSON.stringify(kept));
    } catch {
      // See above.
    }
    this.dispatchEvent(new Event('change'));
  }
}

/** Shared by the whole page, like its storage. */
export const progress = new Progress();
