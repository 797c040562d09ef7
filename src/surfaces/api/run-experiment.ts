/** Runs an experiment without a page: events while it runs, then its results document. */
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
  /** Default `auto`; the results name the engine that was used. */
  readonly engine?: EngineChoice;
  /** Trials trained at once; chosen automatically if omitted or null. */
  readonly workers?: number | null;
  /** Replaces the document's seed. Ignored if seeds are an axis. */
  readonly seed?: number;
  /** Real data or stand-ins; default `auto`. */
  readonly data?: DataChoice;
  /** Address of the published datasets; by default, that of `configure`. */
  readonly datasets?: string | null;
  /** False lets an engine use faster arithmetic that rounds differently. Default true. */
  readonly deterministic?: boolean;
  /** Cancels the run; the results then contain what was finished. */
  readonly signal?: AbortSignal;
}

/** A run in progress: iterate over its events, await its results, or both. */
export interface ExperimentHandle extends AsyncIterable<ExperimentEvent> {
  /**
   * Rejects with LabError: `experiment-invalid`, or the code of an error that stopped the whole run, such
   * as `dataset-missing` or `worker-crashed`. A trial that fails or is cancelled is in the document.
   */
  readonly results: Promise<ResultsDocument>;
  /** Stops all trials immediately; `results` then contains what was finished. */
  cancel(): void;
}

/** What differs between a page and a Node.js program. */
export interface HostPlatform {
  /** Makes an address absolute and end in '/'; null for null. Throws LabError `configuration`. */
  readonly folder: (address: string | null) => string | null;
  readonly availability: (
    base: string,
    signal: AbortSignal,
  ) => Promise<Readonly<Record<RealDatasetName, Availability>>>;
  /** For the results document; by default, the browser's user agent. */
  readonly userAgent?: string;
  /** Whether the last run to end also stops the workers. */
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

/** Like runExperiment, on the given pool and host. */
export function startedRun(
  document: unknown,
  options: RunExperimentOptions,
  shared: SharedPool,
  platform: HostPlatform = page,
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
  const results = train(document, options, { shared, platform, signal: controller.signal, tell })
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
  // Avoids an unhandled rejection if the caller only iterates over the events.
  results.catch(() => undefined);
  return { results, cancel, [Symbol.asyncIterator]: () => queue };
}

interface Run {
  readonly shared: SharedPool;
  readonly platform: HostPlatform;
  readonly signal: AbortSignal;
  readonly tell: (event: ExperimentEvent) => void;
}

async function train(
  document: unknown,
  options: RunExperimentOptions,
  { shared, platform, signal, tell }: Run,
): Promise<ResultsDocument> {
  const { engine = 'auto', workers = null, deterministic = true } = options;
  const given = checkedDocument(document);
  const base =
    options.datasets === undefined ? configuration().datasets : platform.folder(options.datasets);
  const { seed, data = 'auto' } = options;
  const known = base === null || data !== 'auto' ? null : await platform.availability(base, signal);
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
      userAgent: platform.userAgent,
      tell,
      start: () => startUntil(session, signal),
    });
  } finally {
    lease.release(platform.closes);
  }
}

interface Preparation {
  readonly seed: number | undefined;
  readonly data: DataChoice;
  readonly base: string | null;
  readonly known: Readonly<Record<RealDatasetName, Availability>> | null;
}

/** The experiment with the seed and the data of the options. Throws LabError, see `results`. */
function prepared(experiment: Experiment, { seed, data, base, known }: Preparation): Checked {
  const names = realDatasetsOf(experiment);
  if (data === 'real' && base === null && names.length > 0) {
    throw new LabError(
      'dataset-missing',
      `The real data of ${names.join(', ')} are unavailable: no address of the datasets was given. Set the option datasets to it, or leave data at "auto".`,
    );
  }
  const seeded = seed === undefined ? experiment : withSeed(experiment, seed);
  return checkedDocument(withStandIns(seeded, replacedBy(data, names, known)));
}
