/** What a person writes about a kept run: notes and tags, as they are typed, kept and exported. */
import { aboutLimits } from '../../formats/results/about-schema.ts';
import type { AboutRun } from '../../formats/results/document.ts';
import { count } from '../../base/numbers.ts';
import type { RunRecord } from './run-schema.ts';

export interface RunWords {
  /** '' for none. */
  readonly notes: string;
  readonly tags: readonly string[];
}

export const wordsOfRun = ({
  notes = '',
  tags = [],
}: Pick<RunRecord, 'notes' | 'tags'>): RunWords => ({
  notes,
  tags,
});

export const sameWords = (one: RunWords, two: RunWords): boolean =>
  one.notes === two.notes && one.tags.join() === two.tags.join();

/** As typed, separated by commas; each once, in whatever case it was typed first. */
export function tagsOf(text: string): readonly string[] {
  const found = new Map<string, string>();
  for (const each of text.split(/[,;\n]/)) {
    const tag = each.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
    if (tag !== '' && !found.has(tag.toLowerCase())) found.set(tag.toLowerCase(), tag);
  }
  return [...found.values()];
}

/** Why notes cannot be kept; '' if they can. */
export const notesProblem = (notes: string): string =>
  notes.length <= aboutLimits.notes
    ? ''
    : `Notes can have ${count(aboutLimits.notes)} characters; these have ${count(notes.length)}.`;

/** Why tags cannot be kept; '' if they can. */
export function tagsProblem(tags: readonly string[]): string {
  const long = tags.find((tag) => tag.length > aboutLimits.tag);
  if (long !== undefined)
    return `A tag can have ${aboutLimits.tag} characters; “${long.slice(0, 20)}…” has ${count(long.length)}. Put commas between tags.`;
  return tags.length <= aboutLimits.tags
    ? ''
    : `A run can have ${aboutLimits.tags} tags; these are ${count(tags.length)}.`;
}

/** The run with these words; what is empty is left out of its record. */
export function withWords<T extends object>(run: T, { notes, tags }: RunWords): T {
  const changed = { ...run };
  Reflect.deleteProperty(changed, 'notes');
  Reflect.deleteProperty(changed, 'tags');
  return {
    ...changed,
    ...(notes === '' ? {} : { notes }),
    ...(tags.length === 0 ? {} : { tags: [...tags] }),
  };
}

/** For its document; undefined if nothing was written. A run's first name is its experiment's title. */
export function aboutOf({ name, experiment, notes, tags }: RunRecord): AboutRun | undefined {
  const about = {
    ...(name === experiment.title ? {} : { name }),
    ...(notes === undefined ? {} : { notes }),
    ...(tags === undefined ? {} : { tags }),
  };
  return Object.keys(about).length === 0 ? undefined : about;
}
