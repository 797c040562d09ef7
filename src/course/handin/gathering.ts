/** Collects everything that the report is made of, while its page is open. */
import { eachTheoryAnswer, type TheoryAnswer } from '../answers/questions.ts';
import { yieldToEventLoop } from '../../base/event-loop.ts';
import { fitOf, fittedModel, fittedTrial, handInData } from './data.ts';
import { assignmentPresets } from './questions.ts';
import { keptTexts, type KeptTexts } from '../../store/kept-texts.ts';
import { changeSettings, OwnReader, readSettings, type Experiments } from './own/store.ts';
import { nothingOwn, type Own } from './own/types.ts';
import type { HandInData, HandInRun } from './types.ts';
import type { ListedRun } from '../../lab/kept/stored-run.ts';
import type { LabServices } from '../../lab/ports/services.ts';
import type { ExperimentSession } from '../../lab/session/session.ts';
import type { SessionStore } from '../../lab/session/sessions.ts';
import {
  canBeChosen,
  candidatesOf,
  firstChoice,
  keptHandInRun,
  liveHandInRun,
  noteChosen,
} from './choose-runs.ts';

/** The experiment whose untrained networks are shown. */
const startsFrom = 'I1c';

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

type GatheringServices = Pick<
  LabServices,
  'availability' | 'dataset' | 'inspect' | 'model' | 'store' | 'userAgent'
>;

export class Gathering {
  readonly #lab: GatheringServices;
  readonly #sessions: SessionStore;
  readonly #changed: () => void;
  /** Ids of the runs that the student chose, by the experiment's name. */
  readonly #chosen = new Map<string, string>();
  readonly #read = new Map<string, { readonly key: string; readonly run: HandInRun }>();
  #opened: readonly ExperimentSession[] = [];
  #kept: readonly ListedRun[] = [];
  #runs: readonly HandInRun[] = [];
  #theory: readonly TheoryAnswer[] = [];
  /** The choices that the answers follow, as JSON. */
  #theoryOf = '';
  #own: Own = nothingOwn;
  #without: ReadonlySet<string> = new Set();
  readonly #texts: KeptTexts;
  readonly #ownReader: OwnReader;
  #data: HandInData = { housing: null, starts: [] };
  /** The weights that `#data.fit` is of; '' for none. */
  #fitted = '';
  #looking = false;
  #trouble = '';
  #dataTrouble = '';
  #reading = false;
  /** Reads requested since the last one began. */
  #asked = 0;
  #ready = false;
  #signal: AbortSignal | null = null;

  /** @param texts another store of texts for tests */
  constructor(
    lab: GatheringServices,
    sessions: SessionStore,
    changed: () => void,
    texts = keptTexts,
  ) {
    this.#texts = texts;
    this.#ownReader = new OwnReader(texts);
    this.#lab = lab;
    this.#sessions = sessions;
    this.#changed = changed;
  }

  /** Sessions of the assignment's experiments, in its order; [] before they are open. */
  get opened(): readonly ExperimentSession[] {
    return this.#opened;
  }

  /** Chosen runs, in the order of the assignment. */
  get runs(): readonly HandInRun[] {
    return this.#runs;
  }

  get theory(): readonly TheoryAnswer[] {
    return this.#theory;
  }

  /** The student's choices and answers. */
  get own(): Own {
    return this.#own;
  }

  /** Questions that the student excludes. */
  get without(): ReadonlySet<string> {
    return this.#without;
  }

  /** Leaves these questions out of the report. */
  exclude(without: ReadonlySet<string>): void {
    this.#without = without;
    void changeSettings(this.#texts, (settings) => ({ ...settings, without }));
    this.#changed();
  }

  get texts(): KeptTexts {
    return this.#texts;
  }

  /** Of the report's runs, or as the assignment has them where nothing was run. */
  get experiments(): Experiments {
    return new Map([
      ...this.#opened.map(({ original }) => [original.name, original] as const),
      ...this.#runs.map(({ experiment }) => [experiment.name, experiment] as const),
    ]);
  }

  get data(): HandInData {
    return this.#data;
  }

  /** Whether data and untrained networks are being inspected. */
  get looking(): boolean {
    return this.#looking;
  }

  /** Why experiments or runs could not be loaded; '' if they could. */
  get trouble(): string {
    return this.#trouble;
  }

  get dataTrouble(): string {
    return this.#dataTrouble;
  }

  /** Whether everything that needs no action by the student has been loaded. */
  get ready(): boolean {
    return this.#ready;
  }

  candidates(name: string): ListedRun[] {
    return candidatesOf(this.#kept, name);
  }

  /** The id of the run that the report includes; '' if there is none, or only one that is not stored. */
  chosen(name: string): string {
    const candidates = this.candidates(name).filter(canBeChosen);
    const wanted = this.#chosen.get(name);
    return (candidates.find(({ id }) => id === wanted) ?? firstChoice(candidates))?.id ?? '';
  }

  choose(name: string, id: string): void {
    this.#chosen.set(name, id);
    noteChosen(name, id);
    void this.read();
  }

  /** Never throws: see `trouble` and `dataTrouble`. */
  async open(signal: AbortSignal): Promise<void> {
    this.#signal = signal;
    this.#trouble = '';
    // Checked again after every wait.
    const over = (): boolean => signal.aborted;
    try {
      const opened = await Promise.all(
        assignmentPresets.map((name) => this.#sessions.open(name, signal)),
      );
      if (over()) return;
      this.#opened = opened;
      for (const session of opened) {
        let wasActive = session.active;
        const stop = session.subscribe(() => {
          // A run's results are read once it has ended.
          if (wasActive && !session.active) void this.read();
          wasActive = session.active;
          this.#changed();
        });
        signal.addEventListener('abort', stop);
      }
    } catch (error) {
      if (over()) return;
      this.#trouble = messageOf(error);
    }
    const stop = this.#lab.store?.subscribe(() => void this.read());
    if (stop !== undefined) signal.addEventListener('abort', stop);
    const deaf = this.#texts.subscribe(() => void this.read());
    signal.addEventListener('abort', deaf);
    void this.#texts.sweepPhotos();
    await this.read();
    await this.look(signal, false);
    if (over()) return;
    this.#ready = true;
    this.#changed();
  }

  /** Reads the chosen runs again; never two reads at once. */
  async read(): Promise<void> {
    this.#asked += 1;
    if (this.#reading) return;
    this.#reading = true;
    // More changes may arrive during a read.
    while (this.#asked > 0) {
      this.#asked = 0;
      await this.#readOnce();
      await this.#readOwn();
      this.#changed();
    }
    this.#reading = false;
    // A first run has downloaded the data.
    if (this.#ready && this.#data.starts.length === 0 && this.#signal !== null) {
      await this.look(this.#signal, false);
    } else if (this.#ready && this.#signal !== null) await this.#fit(this.#signal);
  }

  /** Judges the network of I2c again if another run of it was chosen, or trained. */
  async #fit(signal: AbortSignal): Promise<void> {
    const trial = fittedTrial(this.#runs);
    const weights = trial?.weights ?? trial?.plan.id ?? '';
    if (weights === this.#fitted || this.#data.housing === null) return;
    try {
      const dataset = trial === null ? null : await this.#lab.dataset(trial.plan.trial.dataset);
      const model = await fittedModel(this.#runs, (id) => this.#lab.model(id));
      this.#data = { ...this.#data, fit: await fitOf(model, dataset, signal) };
      this.#fitted = weights;
    } catch (error) {
      if (signal.aborted) return;
      this.#dataTrouble = messageOf(error);
    }
    this.#changed();
  }

  async #readOnce(): Promise<void> {
    try {
      this.#kept = (await this.#lab.store?.runs()) ?? [];
      const runs: HandInRun[] = [];
      for (const session of this.#opened) {
        const run = await this.#runFor(session);
        if (run !== null) runs.push(run);
      }
      if (runs.length !== this.#runs.length || runs.some((run, at) => run !== this.#runs[at])) {
        this.#runs = runs;
      }
    } catch (error) {
      this.#trouble = messageOf(error);
    }
  }

  /** The student's part, and the theory as they chose to read it. */
  async #readOwn(): Promise<void> {
    this.#own = await this.#ownReader.read(this.experiments);
    const { without } = await readSettings(this.#texts);
    if (JSON.stringify([...without]) !== JSON.stringify([...this.#without]))
      this.#without = without;
    const { choices } = this.#own;
    const asked = JSON.stringify(choices);
    if (asked === this.#theoryOf) return;
    const answers: TheoryAnswer[] = [];
    for (const answer of eachTheoryAnswer(choices)) {
      answers.push(answer);
      await yieldToEventLoop();
      if (this.#signal?.aborted === true) return;
    }
    this.#theory = answers;
    this.#theoryOf = asked;
  }

  async #runFor(session: ExperimentSession): Promise<HandInRun | null> {
    const { name } = session.original;
    const { store } = this.#lab;
    const stored = this.#kept.find(({ id }) => id === this.chosen(name));
    if (stored === undefined || store === null) {
      return session.active || session.imported !== null ? null : liveHandInRun(session, this.#lab);
    }
    const known = this.#read.get(name);
    const run = await keptHandInRun(store, stored);
    if (run === null) return null;
    const { id, name: title, imported, seconds, tally } = stored;
    const key = JSON.stringify([id, title, imported, seconds, tally]);
    const same =
      known?.key === key && JSON.stringify([...known.run.texts]) === JSON.stringify([...run.texts]);
    if (same) return known.run;
    this.#read.set(name, { key, run });
    return run;
  }

  /**
   * Inspects the data and the untrained networks.
   * @param wanted whether the student asked for it, downloads included; otherwise only with data at no extra download
   */
  async look(signal: AbortSignal, wanted: boolean): Promise<void> {
    if (this.#looking) return;
    this.#looking = true;
    this.#dataTrouble = '';
    this.#changed();
    try {
      const near = await this.#lab.availability(signal);
      const houses = near['california-housing'];
      const fashion = near['fashion-mnist'];
      const trained = this.#runs.some(({ trials }) =>
        trials.some(({ plan }) => plan.trial.dataset.name === 'fashion-mnist'),
      );
      const starts = this.#opened.find(({ original }) => original.name === startsFrom)?.original;
      const inspects = fashion.available && (wanted || fashion.cached || trained);
      this.#data = await handInData(
        {
          housing: houses.available
            ? await this.#lab.dataset('california-housing', { signal })
            : null,
          starts: inspects ? (starts ?? null) : null,
          // Measuring them needs the data that the inspection needs.
          explained: inspects ? this.#opened.map(({ original }) => original) : [],
          inspect: (trial, inner, steps) => this.#lab.inspect(trial, { signal: inner, steps }),
          model: await fittedModel(this.#runs, (id) => this.#lab.model(id)),
        },
        signal,
      );
      const trial = fittedTrial(this.#runs);
      this.#fitted = trial?.weights ?? trial?.plan.id ?? '';
    } catch (error) {
      if (signal.aborted) return;
      this.#dataTrouble = messageOf(error);
    } finally {
      this.#looking = false;
      if (!signal.aborted) this.#changed();
    }
  }
}
