/** What the members of all kinds have in common, and how their registries are read. */

/** What every member says of itself. */
export interface Meta {
  /** Its name where a person reads it, in the middle of a sentence. */
  readonly label: string;
  /** Its place in lists; unique among the members of its kind. */
  readonly order: number;
}

/**
 * One part of all members. A part that the kind's `Parts` has as optional may be missing in some.
 */
export type Registry<
  Parts,
  Part extends keyof Parts,
  Name extends string,
> = undefined extends Parts[Part]
  ? Readonly<Partial<Record<Name, NonNullable<Parts[Part]>>>>
  : Readonly<Record<Name, Parts[Part]>>;

/** The names of a kind's members, in the order in which people see them. */
export function inOrder<Name extends string>(
  metas: Readonly<Record<Name, Meta>>,
): readonly [Name, ...Name[]] {
  const names = Object.keys(metas) as Name[];
  const [first, ...others] = names.toSorted((a, b) => metas[a].order - metas[b].order);
  if (first === undefined) throw new Error('a kind without members');
  return [first, ...others];
}
