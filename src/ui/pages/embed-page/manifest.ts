/** The element as described in its manifest: https://github.com/webcomponents/custom-elements-manifest. */
import * as v from 'valibot';

const typed = v.optional(v.looseObject({ text: v.optional(v.string(), '') }));

const entry = v.looseObject({
  name: v.string(),
  description: v.optional(v.string(), ''),
  default: v.optional(v.string(), ''),
  type: typed,
});

const member = v.looseObject({
  ...entry.entries,
  kind: v.string(),
  privacy: v.optional(v.string(), 'public'),
  static: v.optional(v.boolean(), false),
  attribute: v.optional(v.string(), ''),
  readonly: v.optional(v.boolean(), false),
  return: v.optional(v.looseObject({ type: typed })),
});

const list = v.optional(v.array(entry), []);

const declaration = v.looseObject({
  kind: v.string(),
  name: v.string(),
  tagName: v.optional(v.string(), ''),
  attributes: list,
  members: v.optional(v.array(member), []),
  events: list,
  slots: list,
  cssParts: list,
  cssProperties: list,
});

const schema = v.looseObject({
  modules: v.array(v.looseObject({ declarations: v.optional(v.array(v.unknown()), []) })),
});

export interface Row {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

export interface ElementTable {
  readonly title: string;
  /** The heading of the second column. */
  readonly second: 'Type' | 'Default';
  readonly rows: readonly Row[];
}

const withoutNull = (type: string): string => type.replaceAll(/ ?\| ?null\b/g, '');

const row = ({ name, type, description, default: standard }: v.InferOutput<typeof entry>): Row => ({
  name: name === '' ? 'default' : name,
  type: withoutNull(type?.text ?? '') || standard,
  text: description,
});

/** The manifest's tables for a tag. Throws an Error if it has none. */
export function tablesOf(manifest: unknown, tag: string): ElementTable[] {
  const found = v
    .parse(schema, manifest)
    .modules.flatMap(({ declarations }) => declarations)
    .flatMap((each) => {
      const parsed = v.safeParse(declaration, each);
      return parsed.success && parsed.output.tagName === tag ? [parsed.output] : [];
    })[0];
  if (found === undefined) throw new Error(`The manifest has no element ${tag}.`);
  // Leaves out the callbacks of browser and framework.
  const open = found.members.filter(
    ({ privacy, name, static: own }) =>
      privacy === 'public' && !own && !name.startsWith('#') && !name.endsWith('Callback'),
  );
  const attributes = new Set(found.attributes.map(({ name }) => name));
  const properties = open.filter(
    ({ kind, name, attribute }) => kind === 'field' && !attributes.has(attribute || name),
  );
  const methods = open.filter(({ kind }) => kind === 'method');
  const tables: Omit<ElementTable, 'second'>[] = [
    { title: 'Attributes', rows: found.attributes.map(row) },
    {
      title: 'Properties',
      rows: properties.map((each) => ({
        ...row(each),
        text: `${each.description}${each.readonly ? ' Read only.' : ''}`,
      })),
    },
    {
      title: 'Methods',
      rows: methods.map((each) => ({
        name: `${each.name}()`,
        type: each.return?.type?.text ?? '',
        text: each.description,
      })),
    },
    {
      title: 'Events',
      rows: found.events.filter(({ description }) => description !== '').map(row),
    },
    { title: 'Slots', rows: found.slots.map(row) },
    { title: 'Parts', rows: found.cssParts.map(row) },
    { title: 'Custom properties', rows: found.cssProperties.map(row) },
  ];
  return tables
    .filter(({ rows }) => rows.length > 0)
    .map((table) => ({
      ...table,
      second: table.title === 'Custom properties' ? 'Default' : 'Type',
    }));
}
