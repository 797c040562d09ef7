/** Sessions by the experiment's name, made when first asked for. */
import { parseExperiment, parseInPieces, type Parsed } from '../../document/parse.ts';
import type { Experiment } from '../../document/schema.ts';
import type { LabServices, SessionServices } from '../ports/services.ts';
import type { Origin } from './class-session.ts';
import { ExperimentSession } from './session.ts';

/** Which experiment an address names. */
export type SessionRoute =
  | { readonly page: 'experiment'; readonly name: string }
  /** Not presets: an experiment in the address itself, or a stored run. */
  | { readonly page: 'link'; readonly link: string }
  | { readonly page: 'run'; readonly id: string };

type SessionsServices = SessionServices & Pick<LabServices, 'preset' | 'presets'>;

export class SessionStore {
  readonly #lab: SessionsServices;
  readonly #sessions = new Map<string, ExperimentSession>();
  readonly #listeners = new Set<() => void>();

  constructor(lab: SessionsServices) {
    this.#lab = lab;
  }

  /** A session that is already open, synchronously. */
  peek(name: string): ExperimentSession | undefined {
    return this.#sessions.get(name);
  }

  /** Throws an Error that names what is wrong with the preset, or an AbortError. */
  async open(name: string, signal: AbortSignal): Promise<ExperimentSession> {
    const kept = this.#sessions.get(name);
    if (kept !== undefined) return kept;
    const parsed = valid(name, await parseInPieces(await this.#lab.preset(name, signal), signal));
    // Two pages may have asked at once; keep the first session.
    const known = this.#sessions.get(name);
    if (known !== undefined) return known;
    const session = new ExperimentSession(parsed.experiment, parsed.trials, this.#lab);
    this.#keep(name, session);
    // Show the page at once; earlier results follow when they are read.
    void session.restoreLatest();
    return session;
  }

  /**
   * The session of a document that is not a preset, under the caller's key. Throws an Error that names
   * the document's issues. Starts nothing.
   */
  openDocument(key: string, document: unknown, origin: Origin): ExperimentSession {
    const kept = this.#sessions.get(key);
    if (kept !== undefined) return kept;
    return this.#add(key, valid('', parseExperiment(document)), origin);
  }

  #add(key: string, { experiment, trials }: Valid, origin: Origin): ExperimentSession {
    return this.#keep(key, new ExperimentSession(experiment, trials, this.#lab, origin));
  }

  /**
   * Opens the session for an address. Throws an Error that says what is wrong with it, or an AbortError.
   * Starts nothing.
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
        const read = await readLink(route.link, signal);
        signal.throwIfAborted();
        const known = this.#sessions.get(key);
        if (known !== undefined) return known;
        if (read.ok) {
          const session = this.#add(key, read, 'link');
          // After a reload, what was trained is still shown, a prediction with its result.
          void session.restoreLatest();
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

  /** A stored run, on its preset's page if it has one. */
  async #openRun(id: string, signal: AbortSignal): Promise<ExperimentSession> {
    const run = (await this.#lab.store?.run(id)) ?? null;
    signal.throwIfAborted();
    if (run === null) {
      const problem = this.#lab.store?.problem ?? '';
      throw new Error(
        // If the store cannot be read, the run may still exist.
        problem === ''
          ? 'This run is not kept in this browser, or was deleted. See the results page for all runs.'
          : problem,
      );
    }
    const isPreset = this.#lab.presets.some(({ name }) => name === run.experiment.name);
    const session =
      isPreset && run.imported === null
        ? await this.open(run.experiment.name, signal)
        : await this.#openStored(`run/${id}`, run.experiment, signal);
    if (session.storedId === id) return session;
    if (!(await session.restore(run)) && session.active) {
      throw new Error(
        `${run.experiment.name} is training now. Open this run when training has ended.`,
      );
    }
    return session;
  }

  async #openStored(
    key: string,
    experiment: Experiment,
    signal: AbortSignal,
  ): Promise<ExperimentSession> {
    const kept = this.#sessions.get(key);
    if (kept !== undefined) return kept;
    const parsed = valid('', await parseInPieces(experiment, signal));
    return this.#sessions.get(key) ?? this.#add(key, parsed, 'run');
  }

  /** All sessions opened since the page was loaded, by key. */
  all(): ReadonlyMap<string, ExperimentSession> {
    return this.#sessions;
  }

  #keep(key: string, session: ExperimentSession): ExperimentSession {
    this.#sessions.set(key, session);
    session.subscribe(() => this.#listeners.forEach((listener) => listener()));
    return session;
  }

  /** Calls back when any session changes. Returns a function that unsubscribes. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Sessions with a run in progress. */
  active(): ExperimentSession[] {
    return [...this.#sessions.values()].filter((session) => session.active);
  }
}

type Valid = Extract<Parsed, { ok: true }>;

/** Throws an Error that names the issues. */
function valid(name: string, parsed: Parsed): Valid {
  if (parsed.ok) return parsed;
  const what = parsed.issues.map(({ message }) => message).join('; ');
  throw new Error(`The experiment ${name === '' ? '' : `${name} `}is not valid: ${what}`);
}
