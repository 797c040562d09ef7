/** Compares the set-ups of runs: settings that differ, and those that are the same in all. */
import type { TrialState } from '../../../lab/state.ts';
import { capital, initText, settingText, settingValueText } from '../../../text/labels.ts';

export interface ComparedSetting {
  readonly path: string;
  /** "Learning rate". */
  readonly name: string;
  /** One for each run; of a setting that a run varies, all its values. */
  readonly texts: readonly string[];
}

export interface ComparedSetUps {
  readonly different: readonly ComparedSetting[];
  readonly same: readonly ComparedSetting[];
}

interface SetUp {
  readonly trials: readonly Pick<TrialState, 'plan'>[];
  /** What computed its results, as text; '' if nothing did. */
  readonly engine: string;
}

/** For a setting that a run does not have. */
const missing = '–';

/** More values of a varied setting than this are counted. */
const maxValues = 8;

/** @param runs at least one, each with at least one trial */
export function comparedSetUps(runs: readonly SetUp[]): ComparedSetUps {
  const values = runs.map(({ trials }) => valuesOf(trials));
  const paths = [...new Set(values.flatMap((each) => [...each.keys()]))];
  const engine = {
    path: 'engine',
    name: 'Engine',
    texts: runs.map((run) => run.engine || missing),
  };
  const settings = paths.map((path) => ({
    path,
    name: capital(settingText(path)),
    texts: values.map((each) => textOf([...(each.get(path) ?? [])])),
  }));
  // Two long lists may be cut to the same text, and still differ.
  const isSame = ({ path }: ComparedSetting): boolean =>
    new Set(values.map((each) => [...(each.get(path) ?? [])].join('\n'))).size === 1;
  const sameEngine = new Set(engine.texts).size === 1;
  return {
    different: [...settings.filter((each) => !isSame(each)), ...(sameEngine ? [] : [engine])],
    same: [...settings.filter(isSame), ...(sameEngine ? [engine] : [])],
  };
}

function textOf(values: readonly string[]): string {
  if (values.length === 0) return missing;
  const shown = values.slice(0, maxValues).join(', ');
  return values.length <= maxValues ? shown : `${shown} and ${values.length - maxValues} more`;
}

/** The texts of all values that each setting has in these trials, in their order. */
function valuesOf(trials: SetUp['trials']): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  for (const { plan } of trials) {
    for (const [path, value] of flattened(plan.trial)) {
      const texts = found.get(path) ?? new Set();
      texts.add(settingValueText(path, value));
      found.set(path, texts);
    }
  }
  return found;
}

/** The leaves of a trial's settings by their path; an initialisation is one, as it is chosen as one. */
export function flattened(value: object, path = ''): Map<string, unknown> {
  const found = new Map<string, unknown>();
  for (const [key, each] of Object.entries(value) as [string, unknown][]) {
    const at = path === '' ? key : `${path}.${key}`;
    if (key === 'init') found.set(at, initText(each));
    else if (typeof each === 'object' && each !== null && !Array.isArray(each)) {
      for (const [inner, leaf] of flattened(each, at)) found.set(inner, leaf);
    } else found.set(at, each);
  }
  return found;
}
