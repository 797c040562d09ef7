/** Builds the schema of a choice among members from their fields. */
import * as v from 'valibot';
import type { Field, Fields } from '../catalog/kinds/fields.ts';
import { inOrder, type Meta } from '../catalog/kinds/members.ts';
import { onlyKeys } from './issue.ts';

/** One member's settings, its name among them. */
export interface ChoiceOption extends v.GenericSchema {
  readonly entries: { readonly name: { readonly literal: string } } & Readonly<
    Record<string, v.GenericSchema>
  >;
}

type ChoiceSchema<Input, Output> = v.GenericSchema<Input, Output> & {
  readonly options: readonly ChoiceOption[];
};

const whole = (least: number, most: number): v.GenericSchema =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

/** With its default, or missing where it may be. */
const ifGiven = (
  schema: v.GenericSchema,
  field: { readonly default?: unknown; readonly optional?: true },
): v.GenericSchema => {
  if (field.default !== undefined) return v.optional(schema, field.default);
  return field.optional ? v.exactOptional(schema) : schema;
};

// The cast is safe: every option is an object with a literal name.
export const variantOf = (options: readonly ChoiceOption[]): v.GenericSchema =>
  v.variant(
    'name',
    options as unknown as v.StrictObjectSchema<
      { name: v.LiteralSchema<string, undefined> },
      undefined
    >[],
  );

function fieldSchema(field: Field): v.GenericSchema {
  if (field.kind === 'flag') return v.optional(v.boolean(), field.default);
  if (field.kind === 'choice') return v.optional(v.picklist(field.options), field.default);
  if (field.kind === 'count') return ifGiven(whole(field.atLeast, field.atMost), field);
  if (field.kind === 'list') {
    const { atLeast, atMost, lengths } = field;
    const one = field.whole
      ? whole(atLeast, atMost)
      : v.pipe(v.number(), v.finite(), v.minValue(atLeast), v.maxValue(atMost));
    const [least, most] = lengths;
    return ifGiven(v.pipe(v.array(one), v.minLength(least), v.maxLength(most)), field);
  }
  const { above, atLeast, below, atMost } = field;
  const low: v.GenericValidation<number> =
    above === undefined ? v.minValue(atLeast ?? -Infinity) : v.gtValue(above);
  const high: v.GenericValidation<number> =
    below === undefined ? v.maxValue(atMost ?? Infinity) : v.ltValue(below);
  const schema = v.pipe(v.number(), v.finite(), low, high);
  return field.default === undefined ? schema : v.optional(schema, field.default);
}

/** Leaves out settings that have the value of the setting that they follow. */
function withoutFollowers(fields: Fields, settings: Settings): Settings {
  const following = Object.entries(fields).filter(
    ([key, field]) =>
      'follows' in field &&
      settings[key] !== undefined &&
      settings[key] === settings[field.follows],
  );
  if (following.length === 0) return settings;
  const left = new Set(following.map(([key]) => key));
  return Object.fromEntries(Object.entries(settings).filter(([key]) => !left.has(key)));
}

type Settings = Readonly<Record<string, unknown>>;

/**
 * `{ name, … }` with these settings.
 * @param others further keys
 * @param lists whether a refusal of an unknown key lists those that there are
 */
export function optionSchema(
  name: string,
  fields: Fields,
  others: Readonly<Record<string, v.GenericSchema>> = {},
  lists = false,
): ChoiceOption {
  const written = Object.entries(fields).map(([key, field]) => [key, fieldSchema(field)] as const);
  const entries = { name: v.literal(name), ...Object.fromEntries(written), ...others };
  const option = lists
    ? v.strictObject(entries, `${onlyKeys} ${Object.keys(entries).join(', ')}`)
    : v.strictObject(entries);
  if (!Object.values(fields).some((field) => 'follows' in field)) return option;
  return v.pipe(
    option,
    v.transform((settings) => withoutFollowers(fields, settings)),
  );
}

/**
 * `{ name, … }` with the settings of the named member; members in display order.
 * Input and Output are what a document writes and what it means: `WrittenChoiceOf` and `ChoiceOf`.
 * @param shared settings that every member has besides its own
 */
export function choiceSchema<Input, Output>(
  metas: Readonly<Record<string, Meta & { readonly fields: Fields }>>,
  shared: Readonly<Record<string, v.GenericSchema>> = {},
): ChoiceSchema<Input, Output> {
  const options = inOrder(metas).map((name) => optionSchema(name, metas[name]!.fields, shared));
  return variantOf(options) as unknown as ChoiceSchema<Input, Output>;
}
