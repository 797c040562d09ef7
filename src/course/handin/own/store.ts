/** The student's part of the hand-in in this browser's store of texts: read as one, written answer by answer. */
import * as v from 'valibot';
import {
  textKey,
  type KeptPhoto,
  type KeptText,
  type KeptTexts,
} from '../../../store/kept-texts.ts';
import type { Experiment } from '../../../document/schema.ts';
import { defaultChoices, type Choices } from '../../answers/choices.ts';
import { settingsSchema } from '../file/document.ts';
import { ownAnswer } from '../file/own-answer.ts';
import { answerable, isEmpty, nothingOwn, type Own, type OwnAnswer, type Photo } from './types.ts';

/** Key of everything but the answers. */
const settingsKey = 'hand-in';

export interface Settings {
  readonly choices: Choices;
  readonly agreed: ReadonlyMap<string, string>;
  readonly without: ReadonlySet<string>;
  readonly marked: boolean;
}

const defaults: Settings = {
  choices: defaultChoices,
  agreed: new Map(),
  without: new Set(),
  marked: false,
};

/** The settings as kept; the defaults where nothing valid is. Never throws. */
export async function readSettings(texts: KeptTexts): Promise<Settings> {
  const kept = await texts.read(settingsKey);
  try {
    const parsed = v.safeParse(settingsSchema, JSON.parse(kept?.text ?? 'null'));
    if (!parsed.success) return defaults;
    const { choices, without, marked, agreed } = parsed.output;
    const pairs = new Map(Object.entries(agreed));
    return { choices, marked, without: new Set(without), agreed: pairs };
  } catch {
    return defaults;
  }
}

/** Never throws; the store's `problem` says if it could not be kept. */
export async function changeSettings(
  texts: KeptTexts,
  change: (settings: Settings) => Settings,
): Promise<void> {
  const { choices, agreed, without, marked } = change(await readSettings(texts));
  const text = JSON.stringify({
    choices,
    without: answerable.filter((name) => without.has(name)),
    marked,
    agreed: Object.fromEntries(agreed),
  });
  await texts.write(settingsKey, { text, program: '' });
}

export const agreeWith = (texts: KeptTexts, name: string, mark: string | null): Promise<void> =>
  changeSettings(texts, (settings) => {
    const agreed = new Map(settings.agreed);
    if (mark === null) agreed.delete(name);
    else agreed.set(name, mark);
    return { ...settings, agreed };
  });

/** The experiments by name whose findings may have been edited on their pages: those of the report's runs, or the presets. */
export type Experiments = ReadonlyMap<string, Experiment>;

/** Questions whose own answer is the edited text of an experiment's findings, so that both places have one text. */
const ofFindings: readonly string[] = ['I1f', 'I2c', 'I2d'];

/** Where a question's own answer is kept. */
export function answerKey(name: string, experiments: Experiments): string {
  const experiment = ofFindings.includes(name) ? experiments.get(name) : undefined;
  return experiment === undefined ? `answer ${name}` : textKey(experiment);
}

/** A question's own answer as kept; edited findings of I1c and I1d are together that of I1e, until it has one. */
async function keptAnswer(
  texts: KeptTexts,
  name: string,
  experiments: Experiments,
): Promise<KeptText | null> {
  const own = await texts.read(answerKey(name, experiments));
  if (own !== null || name !== 'I1e') return own;
  const parts: KeptText[] = [];
  for (const each of ['I1c', 'I1d']) {
    const experiment = experiments.get(each);
    const found = experiment === undefined ? null : await texts.read(textKey(experiment));
    if (found !== null) parts.push(found);
  }
  if (parts.length === 0) return null;
  return {
    text: parts.map(({ text }) => text).join('\n\n'),
    program: '',
    photos: parts.flatMap(({ photos = [] }) => photos),
  };
}

/** What an editor of a question's answer begins with, where it has none of its own. */
export async function startOf(
  texts: KeptTexts,
  name: string,
  experiments: Experiments,
): Promise<string> {
  return (await keptAnswer(texts, name, experiments))?.text ?? '';
}

/** Reads own answers; what has not changed stays the same object, so that nothing is written again. */
export class OwnReader {
  readonly #texts: KeptTexts;
  readonly #known = new Map<string, { readonly kept: string; readonly answer: OwnAnswer }>();
  #own: Own = nothingOwn;
  #settings = '';

  constructor(texts: KeptTexts) {
    this.#texts = texts;
  }

  /** Never throws. */
  async read(experiments: Experiments): Promise<Own> {
    const { choices, agreed, marked } = await readSettings(this.#texts);
    const answers = new Map<string, OwnAnswer>();
    for (const name of answerable) {
      const kept = await keptAnswer(this.#texts, name, experiments);
      if (
        kept === null ||
        (isEmpty({ text: kept.text, photos: [] }) && (kept.photos ?? []).length === 0)
      )
        continue;
      answers.set(name, await this.#answer(name, kept));
    }
    const settings = JSON.stringify([choices, [...agreed], marked]);
    const same =
      settings === this.#settings &&
      answers.size === this.#own.answers.size &&
      [...answers].every(([name, answer]) => this.#own.answers.get(name) === answer);
    if (same) return this.#own;
    this.#settings = settings;
    this.#own = { choices, answers, agreed, marked };
    return this.#own;
  }

  async #answer(name: string, kept: KeptText): Promise<OwnAnswer> {
    const key = JSON.stringify([kept.text, kept.photos]);
    const known = this.#known.get(name);
    if (known?.kept === key) return known.answer;
    const photos: Photo[] = [];
    for (const photo of kept.photos ?? []) {
      const found = await this.#photo(photo);
      if (found !== null) photos.push(found);
    }
    const answer = await ownAnswer(kept.text, photos);
    this.#known.set(name, { kept: key, answer });
    return answer;
  }

  async #photo({ id, alt, width, height }: KeptPhoto): Promise<Photo | null> {
    const blob = await this.#texts.photo(id);
    if (blob === null) return null;
    let jpeg = this.#bytes.get(blob);
    if (jpeg === undefined) {
      jpeg = new Uint8Array(await blob.arrayBuffer());
      this.#bytes.set(blob, jpeg);
    }
    return { alt, width, height, jpeg };
  }

  /** The same bytes while the file is the same, for what is made of them once. */
  readonly #bytes = new WeakMap<Blob, Uint8Array<ArrayBuffer>>();
}

/** Puts a hand-in file's answers and settings in the place of all that is kept; what was before can be put back. */
export async function replaceOwn(
  texts: KeptTexts,
  { own, without }: { readonly own: Own; readonly without: ReadonlySet<string> },
  experiments: Experiments,
): Promise<void> {
  for (const name of answerable) {
    const answer = own.answers.get(name);
    const key = answerKey(name, experiments);
    if (answer === undefined) {
      await texts.write(key, null);
      continue;
    }
    const photos: KeptPhoto[] = [];
    for (const { alt, width, height, jpeg } of answer.photos) {
      const id = await hashOf(jpeg);
      texts.addPhoto(id, new Blob([jpeg], { type: 'image/jpeg' }));
      photos.push({ id, alt, width, height });
    }
    await texts.write(key, { text: answer.text, program: '', photos });
  }
  // Edited findings of I1c and I1d would stand in for an answer to I1e that the file does not have.
  if (!own.answers.has('I1e')) await texts.write('answer I1e', { text: '', program: '' });
  const { choices, agreed, marked } = own;
  await changeSettings(texts, () => ({ choices, agreed, marked, without }));
}

async function hashOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
