/** Opens a session from an author's attributes. */
import { availability, type Availability } from '../../../data/availability.ts';
import { yieldToEventLoop } from '../../../base/event-loop.ts';
import { realDatasets } from '../../../data/registry.ts';
import type { RealDatasetName } from '../../../data/files.ts';
import { configuration, folder } from '../../api/configure.ts';
import { realDatasetsOf, replacedBy, withStandIns } from '../../api/data.ts';
import { checkedDocument, fetchDocument, type Checked } from '../../api/document.ts';
import { presetDocument } from '../../api/presets.ts';
import { variesSeed, withSeed } from '../../../document/classroom.ts';
import type { Experiment } from '../../../document/schema.ts';
import { ExperimentSession } from '../../../lab/session/session.ts';
import type { Pool } from '../../../pool/pool.ts';
import { LabError, throwIfAborted } from '../../../base/errors.ts';
import type { StageOptions } from '../options.ts';
import { embeddedLab } from './lab.ts';

export type Known = Readonly<Record<RealDatasetName, Availability>>;

export interface Opened {
  readonly session: ExperimentSession;
  /** Which real datasets are available. */
  readonly known: Known;
  /** Address of the datasets, which the results document needs. */
  readonly base: string;
}

/** Placeholder address: none was configured. */
const nowhere = 'about:blank';

const nothing = Object.fromEntries(
  realDatasets.map((name) => [name, { available: false, bytes: 0, cached: false }]),
) as unknown as Known;

/** Throws LabError: `experiment-…`, `configuration` or `aborted`. */
export async function open(
  options: StageOptions,
  pool: () => Pool,
  signal: AbortSignal,
): Promise<Opened> {
  const { experiment: given } = await documentOf(options, signal);
  // The first experiment of a page runs code that is not yet compiled: yields between its parts.
  await yieldToEventLoop();
  const base = options.datasets === null ? configuration().datasets : folder(options.datasets);
  const names = realDatasetsOf(given);
  const known = base === null || names.length === 0 ? nothing : await availability(base, signal);
  throwIfAborted(signal);
  if (options.seed !== null && variesSeed(given)) {
    console.warn(
      `<a2-experiment>: the attribute seed is "${options.seed}", but seeds are an axis of this experiment. The attribute is ignored.`,
    );
  }
  const seeded = options.seed === null ? given : withSeed(given, options.seed);
  const wanted = withStandIns(seeded, replacedBy(options.data, names, known));
  // Validated again, because a lock must name an existing setting.
  const { experiment, trials } = checkedDocument(withClassroom(wanted, options));
  await yieldToEventLoop();
  throwIfAborted(signal);
  const lab = embeddedLab(pool, base ?? nowhere);
  const session = new ExperimentSession(experiment, trials, lab, 'link');
  if (options.student !== '') session.forClass((each) => each.setStudent(options.student));
  // Runs must start explicitly, to be reported by events; an edit must not start one.
  session.setLive(false);
  session.setMachine({ engine: options.engine, workers: options.workers, deterministic: true });
  return { session, known, base: base ?? nowhere };
}

async function documentOf(
  { experiment, inline, src, preset }: StageOptions,
  signal: AbortSignal,
): Promise<Checked> {
  if (experiment !== null && experiment !== undefined) return checkedDocument(experiment);
  if (inline !== null) return checkedDocument(inline);
  if (src !== null && src !== '') {
    if (!URL.canParse(src, document.baseURI)) {
      throw new LabError('experiment-missing', `The attribute src is "${src}": wanted an address.`);
    }
    return fetchDocument(new URL(src, document.baseURI).href, signal);
  }
  if (preset !== null && preset !== '') return checkedDocument(await presetDocument(preset));
  throw new LabError(
    'experiment-missing',
    'This element names no experiment: set the attribute preset or src, the property experiment, or a <script type="application/json"> inside it.',
  );
}

/** Whether two options differ only in the machine or in what is shown. */
export function sameDocument(before: StageOptions, after: StageOptions): boolean {
  return (
    before.experiment === after.experiment &&
    before.inline === after.inline &&
    before.src === after.src &&
    before.preset === after.preset &&
    before.seed === after.seed &&
    before.data === after.data &&
    before.datasets === after.datasets &&
    before.student === after.student &&
    before.predict === after.predict &&
    before.lock.join() === after.lock.join()
  );
}

/** Adds the attributes for a class to those of the document. */
function withClassroom(
  experiment: Experiment,
  { lock, predict, student }: StageOptions,
): Experiment {
  if (lock.length === 0 && predict === '' && student === '') return experiment;
  const { classroom = {} } = experiment;
  return {
    ...experiment,
    classroom: {
      ...classroom,
      ...(lock.length === 0 ? {} : { lock: [...new Set([...(classroom.lock ?? []), ...lock])] }),
      ...(predict === '' ? {} : { predict }),
      ...(student === '' ? {} : { studentSeed: true }),
    },
  };
}
