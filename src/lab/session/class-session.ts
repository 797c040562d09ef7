/**
 * The classroom part of a session: which settings are locked, whose seed is used, and what was predicted for
 * which run. Does nothing for other experiments.
 */
import { isLocked, sameId, studentSeed, variesSeed, withSeed } from '../../document/classroom.ts';
import type { PlannedTrial } from '../../document/expand.ts';
import { canonicalJson } from '../../document/hash.ts';
import { keepLocked, lockedChanges } from '../../document/locks.ts';
import { parseExperiment } from '../../document/parse.ts';
import type { ClassRecord, Prediction, Student } from '../../formats/results/document.ts';
import type { Classroom, Experiment } from '../../document/schema.ts';
import type { ListedRun } from '../kept/stored-run.ts';
import type { ReaderId } from '../ports/services.ts';
import type { RunStore } from '../ports/store.ts';
import { keptReader } from './kept-reader.ts';

const none: readonly string[] = [];

/** What a document locks; an invalid draft may contain anything there. */
function lockOf({ classroom }: Experiment): readonly string[] {
  const lock: unknown = classroom?.lock;
  return Array.isArray(lock) && lock.every((path) => typeof path === 'string') ? lock : none;
}

/** Where a session's document comes from; a program's is run unchanged and asks no reader. */
export type Origin = 'preset' | 'link' | 'run' | 'playground' | 'program';

export class ClassSession {
  /** Null if nothing is asked. */
  readonly rules: Classroom | null;
  /** Whether it is the playground, where the author works. */
  readonly authoring: boolean;
  readonly #original: Experiment;
  readonly #reader: ReaderId;
  /** What this reader cannot change. */
  readonly #locked: readonly string[];
  #student: Student | null = null;
  /** The shown run's prediction; null if it has none, or if no run is shown. */
  #made: Prediction | null = null;
  /** The next run's prediction. */
  #next: Prediction | null = null;
  /** Whether the reader is replacing the shown run's prediction. */
  #renewing = false;

  constructor(original: Experiment, origin: Origin, reader: ReaderId) {
    this.#original = original;
    this.#reader = reader;
    this.authoring = origin === 'playground';
    this.rules = this.authoring || origin === 'program' ? null : (original.classroom ?? null);
    const lock = this.rules?.lock ?? none;
    const ownSeed = this.asksId && !variesSeed(original) && !isLocked(lock, 'seed');
    this.#locked = ownSeed ? [...lock, 'seed'] : lock;
    const id = this.asksId ? reader.read() : null;
    if (id !== null) this.#student = this.#studentOf(id);
  }

  /** Whether the seed is derived from the reader's id. */
  get asksId(): boolean {
    return this.rules?.studentSeed === true;
  }

  /** The reader; null before an id is given, or if none is asked for. */
  get student(): Student | null {
    return this.#student;
  }

  /** The question to predict; '' if none. */
  get question(): string {
    return this.rules?.predict ?? '';
  }

  get prediction(): Prediction | null {
    return this.#renewing ? this.#next : (this.#next ?? this.#made);
  }

  /** Whether the prediction belongs to a run and is final. */
  get fixed(): boolean {
    return !this.#renewing && this.#next === null && this.#made !== null;
  }

  get renewing(): boolean {
    return this.#renewing;
  }

  /** What the form shows as locked; for the author, what the draft locks. */
  locked(draft: Experiment): readonly string[] {
    return this.authoring ? lockOf(draft) : this.#locked;
  }

  /** Why Run is disabled; '' if it is enabled. */
  get blocked(): string {
    if (this.asksId && this.#student === null) return 'Enter your student id above first';
    if (this.question === '' || this.prediction !== null) return '';
    return 'Answer the question above first: predict before you run';
  }

  /** Whether edits may run automatically: not if the reader must answer first. */
  get mayRunLive(): boolean {
    return this.question === '' && this.blocked === '';
  }

  /** The experiment for this reader, with the seed derived from the id. */
  get base(): Experiment {
    return this.#student === null ? this.#original : withSeed(this.#original, this.#student.seed);
  }

  /** The trials of `base`, given those of the original. */
  plans(original: readonly PlannedTrial[]): readonly PlannedTrial[] {
    if (this.base === this.#original) return original;
    const parsed = parseExperiment(this.base);
    return parsed.ok ? parsed.trials : original;
  }

  /** What is stored with the shown run. */
  get record(): ClassRecord {
    return {
      ...(this.#made === null ? {} : { prediction: this.#made }),
      ...(this.#student === null ? {} : { student: this.#student }),
    };
  }

  /** An edit without its changes to locked settings. */
  keep(draft: Experiment): Experiment {
    return this.rules === null ? draft : keepLocked(this.base, draft, this.#locked);
  }

  answer(prediction: Prediction): void {
    this.#next = prediction;
  }

  /** Starts or cancels replacing the prediction for another run. */
  renew(wanted: boolean): void {
    this.#renewing = wanted;
    this.#next = null;
  }

  /** Called when a run begins: the prediction now belongs to it. Without a new one, the last is reused. */
  begin(): void {
    this.#made = this.prediction;
    this.#next = null;
    this.#renewing = false;
  }

  /** Stores the id. Discards the previous reader's prediction. */
  setStudent(id: string): void {
    this.#reader.keep(id);
    this.#student = this.#studentOf(id);
    this.#made = null;
    this.renew(false);
  }

  restored({ prediction, student }: ListedRun): void {
    this.#made = prediction ?? null;
    this.#next = null;
    this.#renewing = false;
    if (student !== undefined && this.rules !== null) this.#student = student;
  }

  /** The latest run with a draft's settings; in a class, this reader's latest with any settings. */
  async latest(store: RunStore | null, draft: Experiment): Promise<ListedRun | null> {
    const kept = store === null ? null : await keptReader(store);
    if (store === null || kept === null) return null;
    if (this.rules === null) return kept.latestRun(store, draft);
    return kept.preferredRun((await store.runs()).filter((run) => this.#isMine(run)));
  }

  /** Whether a kept run is this reader's, of this experiment as its author set it. */
  #isMine({ experiment, imported, student, prediction }: ListedRun): boolean {
    return (
      imported === null &&
      experiment.name === this.#original.name &&
      canonicalJson(experiment.classroom) === canonicalJson(this.rules ?? undefined) &&
      student?.id === this.#student?.id &&
      (this.question === '' || prediction !== undefined) &&
      lockedChanges(this.base, experiment, this.#locked).length === 0
    );
  }

  #studentOf(id: string): Student {
    return { id: sameId(id), seed: studentSeed(id, this.#original.name) };
  }
}
