/** Sessions by the experiment's name, made when first asked for. */
import { parseExperiment } from '../../document/parse.ts';
import type { LabServices, SessionServices } from '../ports/services.ts';
import type { Origin } from './class-session.ts';
import { ExperimentSession } from './session.ts';

/** Which experiment is asked for. */
export type SessionRoute =
  | { readonly page: 'experiment'; readonly name: string }
  /** One that is no preset: held by the address itself, or by what is kept. */
  | { readonly page: 'link'; readonly link: string }
  | { readonly page: 'run'; readonly id: string };

type SessionsServices = SessionServices & Pick<LabServices, 'preset' | 'presets'>;

export class SessionStore {
  readonly #lab: SessionsServices;
  readonly #sessions = new Map<string, ExperimentSession>();

  constructor(lab: SessionsServices) {
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
    const known = this.#sessions.get(name);
    if (known !== undefined) return known;
    const session = new ExperimentSession(parsed.experiment, parsed.trials, this.#lab);
    this.#sessions.set(name, session);
    // The page is there at once; what was computed here before follows when it is read.
    void session.restoreLatest();
    return session;
  }

  /**
   * The session of a document that is no preset, by a key of whoever has it. Throws an Error that
   * names what is wrong with the document. Nothing is started.
   */
  openDocument(key: string, document: unknown, origin: Origin): ExperimentSession {
    const kept = this.#sessions.get(key);
    if (kept !== undefined) return kept;
    const parsed = parseExperiment(document);
    if (!parsed.ok) {
      const what = parsed.issues.map(({ message }) => message).join('; ');
      throw new Error(`The experiment is not valid: ${what}`);
    }
    const session = new ExperimentSession(parsed.experiment, parsed.trials, this.#lab, origin);
    this.#sessions.set(key, session);
    return session;
  }

  /**
   * What an address asks for. Throws an Error that says what is wrong with it, or an AbortError.
   * Nothing is started.
   */
  async openRoute(route: SessionRoute, signal: AbortSignal): Promise<ExperimentSession> {
    switch (route.page) {
      case 'experiment':
        return this.open(route.name, signal);
      case 'link': {
        const key = `x/${route.link}`;
        const kept = this.#sessions.get(key);
        if (kept !== undefined) return kept;
        const { readLink } = await import('../../document/link.ts');
        const read = await readLink(route.link);
        signal.throwIfAborted();
        if (read.ok) {
          const session = this.openDocument(key, read.experiment, 'link');
          // A prediction stands beside its result after a reload, too.
          if (session.classroom.rules !== null) void session.restoreLatest();
          return session;
        }
        const [first] = read.issues;
        const why = first?.message.replace(/^the link: /, '') ?? '';
        throw new Error(`This link cannot be opened: ${why}.`);
      }
      case 'run':
        return this.#openRun(route.id, signal);
      default:
        return route satisfies never;
    }
  }

  /** A kept run, on the page of its preset where it is one of the lab's. */
  async #openRun(id: string, signal: AbortSignal): Promise<ExperimentSession> {
    const run = (await this.#lab.store?.run(id)) ?? null;
    signal.throwIfAborted();
    if (run === null) {
      const problem = this.#lab.store?.problem ?? '';
      throw new Error(
        // Where nothing can be read, nothing was deleted.
        problem === ''
          ? 'This run is not kept in this browser, or was deleted. See the results page for all runs.'
          : problem,
      );
    }
    const isPreset = this.#lab.presets.includes(run.experiment.name);
    const session =
      isPreset && run.imported === null
        ? await this.open(run.experiment.name, signal)
        : this.openDocument(`run/${id}`, run.experiment, 'run');
    if (session.storedId === id) return session;
    if (!(await session.restore(run)) && session.active) {
      throw new Error(
        `${run.experiment.name} is training now. Open this run when training has ended.`,
      );
    }
    return session;
  }

  /** Everything that was opened since the page was, by key. */
  all(): ReadonlyMap<string, ExperimentSession> {
    return this.#sessions;
  }

  /** Sessions with a run under way. */
  active(): ExperimentSession[] {
    return [...this.#sessions.values()].filter((session) => session.active);
  }
}
