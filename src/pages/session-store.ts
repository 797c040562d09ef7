/** Sessions by the experiment's name, made when first asked for. */
import { parseExperiment } from '../experiment/parse.ts';
import type { Lab } from './lab.ts';
import { ExperimentSession } from './session.ts';

export class SessionStore {
  readonly #lab: Lab;
  readonly #sessions = new Map<string, ExperimentSession>();

  constructor(lab: Lab) {
    this.#lab = lab;
  }

  /** One that is open already, without waiting. */
  peek(name: string): ExperimentSession | undefined {
    return this.#sessions.get(name);
  }

  /** Throws an Error that names what is wrong with the preset, or an AbortError. */
  async open(name: string, signal: AbortSignal): Promise<ExperimentSession> {
    const kept = this.#sessions.get(name);
    if (kept !== undefined) return kept;
    const parsed = parseExperiment(await this.#lab.preset(name, signal));
    if (!parsed.ok) {
      const what = parsed.issues.map(({ message }) => message).join('; ');
      throw new Error(`The experiment ${name} is not valid: ${what}`);
    }
    // Two pages may have asked at once; the first answer is kept.
    const session =
      this.#sessions.get(name) ??
      new ExperimentSession(parsed.experiment, parsed.trials, this.#lab);
    this.#sessions.set(name, session);
    return session;
  }

  /**
   * The session of a document that is no preset, by a key of whoever has it. Throws an Error that
   * names what is wrong with the document. Nothing is started.
   */
  openDocument(key: string, document: unknown): ExperimentSession {
    const kept = this.#sessions.get(key);
    if (kept !== undefined) return kept;
    const parsed = parseExperiment(document);
    if (!parsed.ok) {
      const what = parsed.issues.map(({ message }) => message).join('; ');
      throw new Error(`The experiment is not valid: ${what}`);
    }
    const session = new ExperimentSession(parsed.experiment, parsed.trials, this.#lab);
    this.#sessions.set(key, session);
    return session;
  }

  /** Sessions with a run under way. */
  active(): ExperimentSession[] {
    return [...this.#sessions.values()].filter((session) => session.active);
  }
}
