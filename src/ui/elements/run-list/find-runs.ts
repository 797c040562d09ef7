/** Finds runs by words and tags, and puts them in order. */
import { metricMeta } from '../../../catalog/registry/metric.meta.ts';
import { nameOf } from '../../../text/labels.ts';
import type { ListedRun } from '../../../lab/kept/stored-run.ts';
import { bestOfRun } from './best.ts';
import { datasetsOf, marksOf, summaryOf } from './summary.ts';

export const runOrders = ['newest', 'oldest', 'name', 'best', 'trials', 'time'] as const;
export type RunOrder = (typeof runOrders)[number];

/** Which runs a list shows, and in which order. */
export interface RunView {
  /** As they are typed. */
  readonly words: string;
  /** A run has all of them. */
  readonly tags: readonly string[];
  readonly order: RunOrder;
}

export const wholeView: RunView = { words: '', tags: [], order: 'newest' };

export const isFiltered = ({ words, tags }: RunView): boolean =>
  words.trim() !== '' || tags.length > 0;

/** Without case and accents. */
const plainText = (text: string): string =>
  text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** All that the row of a run says, except its date. */
function textOfRun(run: ListedRun, training: boolean): string {
  const { name, experiment, notes = '', tags = [] } = run;
  const { statusText, setUp, reader } = summaryOf(run, training);
  return plainText(
    [
      name,
      experiment.title,
      experiment.name,
      notes,
      ...tags,
      ...datasetsOf(run).flatMap((each) => [each, nameOf(each)]),
      statusText,
      ...marksOf(run),
      setUp,
      reader,
    ].join('\n'),
  );
}

/** Searched at every key, so written once for each record. */
const texts = new WeakMap<
  ListedRun,
  Readonly<Record<'training' | 'stopped', string | undefined>>
>();

function knownText(run: ListedRun, training: boolean): string {
  const key = training ? 'training' : 'stopped';
  const known = texts.get(run);
  const text = known?.[key] ?? textOfRun(run, training);
  if (known?.[key] === undefined)
    texts.set(run, { training: known?.training, stopped: known?.stopped, [key]: text });
  return text;
}

export const hasTag = ({ tags = [] }: ListedRun, wanted: string): boolean =>
  tags.some((tag) => tag.toLowerCase() === wanted.toLowerCase());

/** Figures of one scale are next to each other: by metric, and errors by their data. */
function byBest(a: ListedRun, b: ListedRun): number {
  const [one, two] = [bestOfRun(a), bestOfRun(b)];
  if (one === null || two === null) return Number(one === null) - Number(two === null);
  const { better, order } = metricMeta[one.metric];
  if (one.metric !== two.metric) return order - metricMeta[two.metric].order;
  if (better === 'high') return two.value - one.value;
  const [data, others] = [a, b].map(({ datasets }) => JSON.stringify(datasets));
  return data === others ? one.value - two.value : data! < others! ? -1 : 1;
}

const names = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

const comparisons: Readonly<Record<RunOrder, (a: ListedRun, b: ListedRun) => number>> = {
  newest: () => 0,
  oldest: () => 0,
  name: (a, b) => names.compare(a.name, b.name),
  best: byBest,
  trials: (a, b) => b.tally.trials - a.tally.trials,
  time: (a, b) => b.seconds - a.seconds,
};

/** @param runs the latest first @param training the ids of those that train now */
export function runsIn(
  runs: readonly ListedRun[],
  { words, tags, order }: RunView,
  training: ReadonlySet<string>,
): readonly ListedRun[] {
  const sought = plainText(words).split(/\s+/).filter(Boolean);
  const found = runs.filter((run) => {
    if (!tags.every((tag) => hasTag(run, tag))) return false;
    if (sought.length === 0) return true;
    const text = knownText(run, training.has(run.id));
    return sought.every((word) => text.includes(word));
  });
  return order === 'oldest' ? found.toReversed() : found.toSorted(comparisons[order]);
}

/** All tags of runs, the most frequent first. */
export function tagsIn(runs: readonly ListedRun[]): readonly string[] {
  const found = new Map<string, { readonly tag: string; count: number }>();
  for (const tag of runs.flatMap(({ tags = [] }) => tags)) {
    const known = found.get(tag.toLowerCase()) ?? { tag, count: 0 };
    known.count += 1;
    found.set(tag.toLowerCase(), known);
  }
  return [...found.values()]
    .toSorted((a, b) => b.count - a.count || names.compare(a.tag, b.tag))
    .map(({ tag }) => tag);
}
