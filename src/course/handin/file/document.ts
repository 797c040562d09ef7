/** The hand-in file: all that is the student's, as JSON. docs/hand-in.md describes it. */
import * as v from 'valibot';
import { wirings } from '../../theory/small-net.ts';
import { answerable, ownLimits } from '../own/types.ts';

export const handInFormat = 'a2-hand-in';
export const handInVersion = 1;

const questions = answerable;
const question = v.picklist(questions);
const detail = v.pipe(v.string(), v.maxLength(ownLimits.detail));
const side = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(ownLimits.side));

const photoSchema = v.strictObject({
  alt: v.pipe(v.string(), v.maxLength(ownLimits.alt)),
  width: side,
  height: side,
  /** While a file is read, base64 becomes these. */
  jpeg: v.instance(Uint8Array<ArrayBuffer>),
});

export type PhotoDocument = v.InferOutput<typeof photoSchema>;

const answerSchema = v.strictObject({
  text: v.pipe(v.string(), v.maxLength(ownLimits.text)),
  photos: v.pipe(v.array(photoSchema), v.maxLength(ownLimits.photos)),
});

/** All but the student's details and answers; pages keep it by itself. */
export const settingsSchema = v.strictObject({
  choices: v.strictObject({
    wiring: v.picklist(wirings),
    velocity: v.picklist(['classical', 'pytorch']),
    loss: v.picklist(['corrected', 'printed']),
    unit: v.picklist(['sigmoid', 'linear']),
    others: v.picklist(['appendix', 'none']),
  }),
  /** Questions that the report leaves out. */
  without: v.pipe(v.array(question), v.maxLength(questions.length)),
  /** Whether the report says who wrote each answer. */
  marked: v.boolean(),
  /** By question, the mark of the lab's answer that the student agreed with. */
  agreed: v.record(question, v.pipe(v.string(), v.regex(/^[0-9a-f-]{1,40}$/))),
});

export const handInSchema = v.strictObject({
  format: v.literal(handInFormat),
  version: v.literal(handInVersion),
  student: v.strictObject({ name: detail, id: detail, course: detail }),
  answers: v.record(question, answerSchema),
  ...settingsSchema.entries,
});
