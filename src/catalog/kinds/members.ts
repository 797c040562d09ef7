/** What members of all kinds have in common, and how to read their registries. */

/** Metadata of every member. */
export interface Meta {
  /** Its display name, as in the middle of a sentence. */
  readonly label: string;
  /** Its position in lists; unique within its kind. */
  readonly order: number;
  /** The version of kept records that first knows it; 1 if left out. Labs before leave such records alone. */
  readonly since?: number;
  /** Of its bits; 1 if left out. Raise it when the same settings give other bits: kept results are then not reused. */
  readonly revision?: number;
}

/**
 * One part of all members. Parts that are optional in the kind's `Parts` may be missing for some.
 */
export type Registry<
  Parts,
  Part extends keyof Parts,
  Name extends string,
> = undefined extends Parts[Part]
  ? Readonly<Partial<Record<Name, NonNullable<Parts[Part]>>>>
  : Readonly<Record<Name, Parts[Part]>>;

/** The names of a kind's members in display order. */
export function inOrder<Name extends string>(
  metas: Readonly<Record<Name, Meta>>,
): readonly [Name, ...Name[]] {
  const names = Object.keys(metas) as Name[];
  const [first, ...others] = names.toSorted((a, b) => metas[a].order - metas[b].order);
  if (first === undefined) throw new Error('a kind without members');
  return [first, ...others];
}

/**
 * A part that a member is known to have, of those that not all members of its kind have. Throws Error where it is
 * missing.
 */
export function partOf<Name extends string, Part>(
  registry: Readonly<Partial<Record<Name, Part>>>,
  name: Name,
): Part {
  const part = registry[name];
  if (part === undefined) throw new Error(`${name} lacks a part that was asked for`);
  return part;
}
