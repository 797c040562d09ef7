/** Builds the schema of a choice among members from their fields. */
import * as v from 'valibot';
import type { Field, Fields } from '../catalog/kinds/fields.ts';
import { inOrder, type Meta } from '../catalog/kinds/members.ts';

/** One member's settings, its name among them. */
export interface ChoiceOption {
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

/**
 * `{ name, … }` with the settings of the named member; members in display order.
 * Input and Output are what a document writes and what it means: `WrittenChoiceOf` and `ChoiceOf`.
 * @param shared settings that every member has besides its own
 */
export function choiceSchema<Input, Output>(
  metas: Readonly<Record<string, Meta & { readonly fields: Fields }>>,
  shared: Readonly<Record<string, v.GenericSchema>> = {},
): ChoiceSchema<Input, Output> {
  const options = inOrder(metas).map((name) => {
    const fields = Object.entries(metas[name]!.fields).map(
      ([key, field]) => [key, fieldSchema(field)] as const,
    );
    return v.strictObject({ name: v.literal(name), ...Object.fromEntries(fields), ...shared });
  });
  return v.variant('name', options) as unknown as ChoiceSchema<Input, Output>;
}
