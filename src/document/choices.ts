/** The choices of a trial whose members have settings of their own, by their key in it. */
import { initSchema, lossSchema, optimizerSchema, scheduleSchema } from './schema.ts';

const choiceSchemas = {
  init: initSchema,
  loss: lossSchema,
  optimizer: optimizerSchema,
  schedule: scheduleSchema,
};

export const isChoice = (key: string): key is keyof typeof choiceSchemas =>
  Object.hasOwn(choiceSchemas, key);
