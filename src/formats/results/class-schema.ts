/** Schemas of what a document records about its reader. */
import * as v from 'valibot';
import { limits } from '../../document/limits.ts';

export const predictionSchema = v.object({
  question: v.pipe(v.string(), v.maxLength(limits.text)),
  answer: v.pipe(v.string(), v.minLength(1), v.maxLength(limits.answer)),
  date: v.pipe(v.string(), v.isoTimestamp()),
});

export const studentSchema = v.object({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(limits.studentId)),
  seed: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(limits.seed)),
});
