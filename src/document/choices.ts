/** The choices of a trial whose members have settings of their own, by their key in it. */
import { initSchema, lossSchema, optimizerSchema, scheduleSchema } from './schema.ts';

export const choiceSchemas = {
  init: initSchema,
  loss: lossSchema,
  optimizer: optimizerSchema,
  schedule: scheduleSchema,
};

export type ChoiceKey = keyof typeof choiceSchemas;

export const isChoice = (key: string): key is ChoiceKey => Object.hasOwn(choiceSchemas, key);

/** The schemas of a member's settings by key; undefined for a name that no member has. */
export const entriesOf = (choice: ChoiceKey, name: unknown) =>
  choiceSchemas[choice].options.find(({ entries }) => entries.name.literal === name)?.entries;
