/** The student's part of a hand-in: choices, answers of their own, and what they agree with. */
import { defaultChoices, type Choices } from '../../answers/choices.ts';
import type { MarkdownBlock } from '../../../text/markdown/types.ts';
import { theoryTitles } from '../../answers/titles.ts';
import { questionGroups } from '../questions.ts';

/** A photo of a handwritten page, upright, without metadata. */
export interface Photo {
  /** What it shows, for those who cannot see it; '' until the student says. */
  readonly alt: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly jpeg: Uint8Array<ArrayBuffer>;
}

export interface OwnAnswer {
  /** Markdown, as typed. */
  readonly text: string;
  /** The same, parsed. */
  readonly blocks: readonly MarkdownBlock[];
  readonly photos: readonly Photo[];
}

export interface Own {
  readonly choices: Choices;
  /** By the question's name: "T3", "I1e". */
  readonly answers: ReadonlyMap<string, OwnAnswer>;
  /** By the question's name, the mark of the lab's answer (`answerMark`) when the student agreed with it. */
  readonly agreed: ReadonlyMap<string, string>;
  /** Whether the report says which answers are the student's own and which the lab's. */
  readonly marked: boolean;
}

export const nothingOwn: Own = {
  choices: defaultChoices,
  answers: new Map(),
  agreed: new Map(),
  marked: false,
};

/** Questions whose answer is a text: an own answer replaces the lab's, which else asks for agreement. */
export const replaceable: readonly string[] = [
  ...theoryTitles.map(({ name }) => name),
  ...['I1e', 'I1f', 'I2c', 'I2d'],
];

/** All questions, in order. An own text for those that are not `replaceable` precedes the lab's figures and tables. */
export const answerable: readonly string[] = [
  ...theoryTitles.map(({ name }) => name),
  ...questionGroups.flatMap(({ questions }) => questions.map(({ name }) => name)),
];

/** What a hand-in may hold. Generous for a student, small enough for a page. */
export const ownLimits = {
  /** Characters of an answer. */
  text: 20_000,
  /** Photos of an answer. */
  photos: 12,
  /** Bytes of a photo; one of 1,600 pixels has some 400 kB. */
  photoBytes: 2_000_000,
  /** Bytes of all photos. */
  allPhotoBytes: 40_000_000,
  /** Pixels of a photo's longer side. */
  side: 4096,
  /** Characters of a photo's description. */
  alt: 500,
  /** Characters of each of the student's details. */
  detail: 200,
} as const;

/** Whether an own answer says anything. */
export const isEmpty = ({ text, photos }: Pick<OwnAnswer, 'text' | 'photos'>): boolean =>
  text.trim() === '' && photos.length === 0;
