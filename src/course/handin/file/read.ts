/** Reads hand-in files. They come from anywhere: the whole file is valid, or nothing is read. */
import * as v from 'valibot';
import { joinedBytes } from '../../../base/joined.ts';
import { fromValibot, issue, type Issue } from '../../../document/issue.ts';
import { Base64Reader } from '../../../formats/base64.ts';
import { readJpeg } from '../../../formats/jpeg.ts';
import { readJson } from '../../../formats/json/read.ts';
import { JsonProblem, type JsonPath, type TextTaker } from '../../../formats/json/reader.ts';
import { ownLimits, type Own, type OwnAnswer, type Photo } from '../own/types.ts';
import type { Student } from '../types.ts';
import { ownAnswer } from './own-answer.ts';
import { handInFormat, handInSchema, handInVersion, type PhotoDocument } from './document.ts';

/** What a hand-in file holds. */
export interface HandInFile {
  readonly student: Student;
  readonly own: Own;
  readonly without: ReadonlySet<string>;
}

export type ReadHandIn =
  | { readonly ok: true; readonly file: HandInFile }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** Characters besides the photos, and levels of lists and objects. */
const [maxRest, maxNesting] = [2_000_000, 8];

/** Throws the signal's reason, and what the bytes throw. */
export async function readHandIn(
  bytes: AsyncIterable<Uint8Array>,
  signal?: AbortSignal,
): Promise<ReadHandIn> {
  let found: unknown;
  try {
    found = await readJson(bytes, {
      signal,
      takerFor: photoTakers(),
      nesting: maxNesting,
      text: ownLimits.text,
      rest: maxRest,
    });
  } catch (error) {
    if (error instanceof JsonProblem) return failed(error.issue);
    throw error;
  }
  const which = unreadable(found);
  if (which !== null) return failed(which);
  const parsed = v.safeParse(handInSchema, found);
  if (!parsed.success) {
    return { ok: false, issues: parsed.issues.map((each) => fromValibot(each, '')) };
  }
  const { student, choices, without, marked, answers: given, agreed } = parsed.output;
  const answers = new Map<string, OwnAnswer>();
  for (const [name, answer] of Object.entries(given)) {
    const photos: Photo[] = [];
    for (const [at, photo] of answer.photos.entries()) {
      const checked = checkedPhoto(photo, `answers.${name}.photos.${at}`);
      if ('message' in checked) return failed(checked);
      photos.push(checked);
    }
    answers.set(name, await ownAnswer(answer.text, photos));
  }
  return {
    ok: true,
    file: {
      student,
      own: { choices, answers, agreed: new Map(entriesOf(agreed)), marked },
      without: new Set(without),
    },
  };
}

const failed = (found: Issue): ReadHandIn => ({ ok: false, issues: [found] });

const entriesOf = (found: Readonly<Record<string, string | undefined>>): [string, string][] =>
  Object.entries(found).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]));

/** A file of another kind, or of a later lab, is told so instead of everything that differs. */
function unreadable(found: unknown): Issue | null {
  const get = (key: string): unknown =>
    typeof found === 'object' && found !== null ? Reflect.get(found, key) : undefined;
  if (get('format') !== handInFormat) {
    return issue('format', `'${handInFormat}', a hand-in file`, get('format'));
  }
  const version = get('version');
  return version === handInVersion
    ? null
    : issue('version', `${handInVersion}, the only one that this lab knows`, version);
}

/** The photo without metadata, whatever program wrote the file. */
function checkedPhoto({ alt, width, height, jpeg }: PhotoDocument, path: string): Photo | Issue {
  const read = readJpeg(jpeg);
  if (read === null) return issue(`${path}.jpeg`, 'a whole JPEG file', `${jpeg.length} bytes`);
  if (read.width !== width || read.height !== height) {
    const [expected, received] = [`${width} × ${height}`, `${read.width} × ${read.height}`];
    return issue(`${path}.jpeg`, `${expected} pixels, as it is described`, received);
  }
  return { alt, width, height, jpeg: read.bytes };
}

/** Takes the photos as bytes while they are read. */
function photoTakers(): (path: JsonPath) => TextTaker | null {
  let total = 0;
  return (path) =>
    path.length === 5 && path[0] === 'answers' && path[2] === 'photos' && path[4] === 'jpeg'
      ? photoTaker(path.join('.'), (bytes) => {
          total += bytes;
          if (total <= ownLimits.allPhotoBytes) return;
          throw new JsonProblem('', `at most ${ownLimits.allPhotoBytes} bytes of photos`, 'more');
        })
      : null;
}

function photoTaker(path: string, count: (bytes: number) => void): TextTaker {
  const reader = new Base64Reader();
  const pieces: Uint8Array[] = [];
  let length = 0;
  return {
    kind: 'text',
    take(piece) {
      const bytes = reader.take(piece);
      if (bytes === null) throw new JsonProblem(path, 'the base64 of a JPEG file', piece);
      length += bytes.length;
      if (length > ownLimits.photoBytes) {
        throw new JsonProblem(path, `at most ${ownLimits.photoBytes} bytes`, 'more');
      }
      count(bytes.length);
      pieces.push(bytes);
    },
    end() {
      if (!reader.isWhole) throw new JsonProblem(path, 'the base64 of a JPEG file', 'a part of it');
      return joinedBytes(pieces);
    },
  };
}
