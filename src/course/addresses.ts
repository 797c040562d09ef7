/** Addresses that people guess, and the pages that answer them. */
import { trimmedEnd } from '../base/trim.ts';
import { theoryTitles } from './answers/titles.ts';

/** A page of the lab, as an unknown address may mean it. */
export interface KnownPage {
  /** Its address after "#/". */
  readonly to: string;
  readonly title: string;
}

/** By what is typed, in lower case and without spaces, dashes and dots. */
const guesses: Readonly<Record<string, string>> = {
  // Parts of the assignment that are answered on another part's page.
  i: 'assignment',
  i1: 'assignment',
  i1a: 'I1d',
  i1b: 'I1c',
  i1e: 'report',
  i2: 'assignment',
  i2a: 'data/california-housing',
  i2b: 'data/california-housing',
  t: 'theory',
  ...Object.fromEntries(
    theoryTitles.flatMap(({ name }) =>
      ['', 'a', 'b', 'c', 'd', 'e'].map((part) => [
        `${name.toLowerCase()}${part}`,
        `theory/${name}`,
      ]),
    ),
  ),
  questions: 'assignment',
  exercise: 'assignment',
  homework: 'assignment',
  handin: 'report',
  submit: 'report',
  pdf: 'report',
  zip: 'report',
  // Data.
  datasets: 'data/fashion-mnist',
  fashionmnist: 'data/fashion-mnist',
  fashion: 'data/fashion-mnist',
  mnist: 'data/fashion-mnist',
  californiahousing: 'data/california-housing',
  california: 'data/california-housing',
  housing: 'data/california-housing',
  iris: 'data/iris',
  csv: 'playground',
  table: 'playground',
  own: 'playground',
  // The rest of the lab.
  help: 'glossary',
  terms: 'glossary',
  formulas: 'glossary',
  shortcuts: 'glossary',
  keyboard: 'glossary',
  faq: 'glossary',
  home: '',
  start: '',
  front: '',
  index: '',
  indexhtml: '',
  lab: '',
  examples: 'gallery',
  try: 'gallery',
  demo: 'gallery',
  classroom: 'class',
  teach: 'class',
  teacher: 'class',
  teaching: 'class',
  instructor: 'class',
  course: 'class',
  runs: 'results',
  history: 'results',
  storage: 'device',
  settings: 'device',
  offline: 'device',
  install: 'device',
  iframe: 'embed',
  element: 'embed',
  api: 'embed',
  privacy: 'about',
  licence: 'about',
  license: 'about',
  licences: 'about',
  licenses: 'about',
  notices: 'about',
  version: 'about',
  contact: 'about',
};

const plain = (text: string): string =>
  trimmedEnd(text.toLowerCase().replaceAll(/[^a-z0-9/]/g, ''), '/');

/** The address that a guessed one means, '' for the front page; null if it is none that people guess. */
export function addressOf(path: string): string | null {
  const key = plain(path);
  return Object.hasOwn(guesses, key) ? guesses[key]! : null;
}

const maxSuggestions = 3;

/** The pages whose address or title resembles a path, the nearest first; at most three, none if all are far. */
export function nearestPages(path: string, pages: readonly KnownPage[]): KnownPage[] {
  const key = plain(path).slice(0, 40);
  if (key === '') return [];
  const far = Math.max(1, Math.floor(key.length / 3));
  return pages
    .map((page) => {
      const words = [page.to, ...page.to.split('/'), ...page.title.split(' ')].map(plain);
      const whole = words.some((word) => word.length > 2 && key.length > 2 && word.includes(key));
      const distance = Math.min(
        ...words.filter((word) => word !== '').map((word) => edits(key, word)),
      );
      return { page, distance: whole ? Math.min(distance, 1) : distance };
    })
    .filter(({ distance }) => distance <= far)
    .toSorted((a, b) => a.distance - b.distance)
    .slice(0, maxSuggestions)
    .map(({ page }) => page);
}

/** Insertions, deletions and replacements between two words (Levenshtein's distance, by rows). */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
