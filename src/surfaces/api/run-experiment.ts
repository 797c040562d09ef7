/** An experiment without a page: events while it runs, and its results document. */
import { availability, type Availability } from '../../data/availability.ts';
import type { RealDatasetName } from '../../data/files.ts';
import { LabError, throwIfAborted, toLabError } from '../../base/errors.ts';
import type { EngineChoice } from '../../catalog/lookup/engine.ts';
import type { Experiment } from '../../document/schema.ts';
import type { ResultsDocument } from '../../formats/results/document.ts';
import { trainingOn } from '../../lab/on-pool.ts';
import { programSession, startUntil } from '../../lab/session/program.ts';
import { folder, configuration } from './configure.ts';
import { realDatasetsOf, replacedBy, withStandIns, type DataChoice } from './data.ts';
import { checkedDocument, type Checked } from './document.ts';
import { EventQueue } from './event-queue.ts';
import type { ExperimentEvent } from './events.ts';
import { runWithEvents } from './run-with-events.ts';
import { withSeed } from '../../document/classroom.ts';
import { sharedPool, type SharedPool } from './shared-pool.ts';

export interface RunExperimentOptions {
  /** `auto` when left out; the results say which it was. */
  readonly engine?: EngineChoice;
  /** Trials trained at once; as many as make sense when left out or null. */
  readonly workers?: number | null;
  /** Takes the place of the document's seed. Where seeds are an axis, they stay as they are. */
  readonly seed?: number;
  /** Which data; `auto` when left out. */
  readonly data?: DataChoice;
  /** Where the published datasets lie; what `configure` was told when left out. */
  readonly datasets?: string | null;
  /** False lets an engine round otherwise where that is faster. True when left out. */
  readonly deterministic?: boolean;
  /** Cancels the run; its results are then those of the trials that were finished. */
  readonly signal?: AbortSignal;
}

/** A run under way: iterate over its events, or await its results, or both. */
export interface ExperimentHandle extends AsyncIterable<ExperimentEvent> {
  /**
   * Rejects with LabError: `experiment-invalid`, or a code of what kept the whole run from going on,
   * such as `dataset-missing` or `worker-crashed`. A trial that fails or is cancelled is in the document.
   */
  readonly results: Promise<ResultsDocument>;
  /** Ends all trials at once; `results` then has what was finished. */
  cancel(): void;
}

/** What a page and a program of Node have differently. */
export interface HostPlatform {
  /** Absolute, ending in '/'; null where there is none. Throws LabError `configuration`. */
  readonly folder: (address: string | null) => string | null;
  readonly availability: (
    base: string,
    signal: AbortSignal,
  ) => Promise<Readonly<Record<RealDatasetName, Availability>>>;
  /** For the results document; what the browser says of itself when left out. */
  readonly userAgent?: string;
  /** Whether the last run to end also ends the workers. */
  readonly closes: boolean;
}

const page: HostPlatform = { folder, availability, closes: false };

/**
 * Trains every trial of an experiment in workers. `import { runExperiment } from 'a2-lab'`:
 *
 *     const run = runExperiment(document);
 *     for await (const event of run) if (event.type === 'epoch') console.log(event.record);
 *     const results = await run.results;
 *
 * Leaving the loop early cancels the run.
 * @param document an experiment as an object or as JSON text
 */
export function runExperiment(
  document: unknown,
  options: RunExperimentOptions = {},
): ExperimentHandle {
  return startedRun(document, options, sharedPool);
}

/** As runExperiment, on workers of the caller's choice. */
export function startedRun(
  document: unknown,
  options: RunExperimentOptions,
  shared: SharedPool,
  place: HostPlatform = page,
): ExperimentHandle {
  const controller = new AbortController();
  const cancel = () => controller.abort();
  const queue = new EventQueue(cancel);
  const follow = () => {
    if (options.signal?.aborted === true) cancel();
    else options.signal?.addEventListener('abort', cancel);
  };
  follow();
  const tell = (event: ExperimentEvent) => queue.push(event);
  const results = train(document, options, { shared, place, signal: controller.signal, tell })
    .then(
      (found) => {
        queue.end();
        return found;
      },
      (error: unknown) => {
        const failure = toLabError(error);
        queue.fail(failure);
        throw failure;
      },
    )
    .finally(() => options.signal?.removeEventListener('abort', cancel));
  // Whoever iterates hears of it there; nobody has to take both.
  results.catch(() => undefined);
  return { results, cancel, [Symbol.asyncIterator]: () => queue };
}

interface Run {
  readonly shared: SharedPool;
  readonly place: HostPlatform;
  readonly signal: AbortSignal;
  readonly tell: (event: ExperimentEvent) => void;
}

async function train(
  document: unknown,
  options: RunExperimentOptions,
  { shared, place, signal, tell }: Run,
): Promise<ResultsDocument> {
  const { engine = 'auto', workers = null, deterministic = true } = options;
  const given = checkedDocument(document);
  const base =
    options.datasets === undefined ? configuration().datasets : place.folder(options.datasets);
  const { seed, data = 'auto' } = options;
  const known = base === null || data !== 'auto' ? null : await place.availability(base, signal);
  const { experiment, trials } = prepared(given.experiment, { seed, data, base, known });
  throwIfAborted(signal);
  const lease = shared.lease();
  try {
    const { pool } = lease;
    const baseUrl = base ?? 'about:blank';
    const machine = { engine, workers, deterministic };
    const session = programSession(
      { experiment, trials, machine },
      trainingOn(() => pool, baseUrl),
    );
    return await runWithEvents(session, {
      pool,
      baseUrl,
      userAgent: place.userAgent,
      tell,
      start: () => startUntil(session, signal),
    });
  } finally {
    lease.release(place.closes);
  }
}

interface Wanted {
  readonly seed: number | undefined;
  readonly data: DataChoice;
  readonly base: string | null;
  readonly known: Readonly<Record<RealDatasetName, Availability>> | null;
}

/** With the seed and on the data that the options ask for. Throws LabError, see `results`. */
function prepared(experiment: Experiment, { seed, data, base, known }: Wanted): Checked {
  const names = realDatasetsOf(experiment);
  if (data === 'real' && base === null && names.length > 0) {
    throw new LabError(
      'dataset-missing',
      `The real ${names.join(', ')} cannot be had: nobody said where the datasets lie. Name their address in the option datasets, or leave data at "auto".`,
    );
  }
  const seeded = seed === undefined ? experiment : withSeed(experiment, seed);
  return checkedDocument(withStandIns(seeded, replacedBy(data, names, known)));
}
