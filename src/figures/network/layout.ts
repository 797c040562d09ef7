/** Where the layers, units and lines of a drawn network lie. */

export type Column =
  | { readonly kind: 'layer'; readonly layer: number }
  /** Layers `first` … `last` are not drawn one by one: they are all alike. */
  | { readonly kind: 'gap'; readonly first: number; readonly last: number };

/** Fewer columns than these cannot show input, first and last hidden layer, gap and output. */
const minColumns = 5;

/**
 * Which of `layers` layers (input and output counted) get one of `room` columns: all where they fit,
 * else the first and the last ones with one gap between hidden layers.
 */
export function columnsFor(layers: number, room: number): Column[] {
  const all = Array.from({ length: layers }, (_, layer): Column => ({ kind: 'layer', layer }));
  const places = Math.max(minColumns, room);
  if (layers <= places) return all;
  const before = Math.ceil((places - 1) / 2);
  const after = places - 1 - before;
  const gap: Column = { kind: 'gap', first: before, last: layers - after - 1 };
  return [...all.slice(0, before), gap, ...all.slice(layers - after)];
}

/** Of more units than this, the first and last few are drawn around an ellipsis. */
const maxUnits = 9;
const unitsAbove = 4;
const unitsBelow = 3;

export interface Units {
  /** Heights of the drawn units, from the top. */
  readonly at: readonly number[];
  /** Height of the ellipsis; null where every unit is drawn. */
  readonly ellipsis: number | null;
}

/** Units of a layer of `size`, centred in `height`. */
export function unitsOf(size: number, height: number): Units {
  const slots = size > maxUnits ? unitsAbove + 1 + unitsBelow : size;
  const pitch = height / maxUnits;
  const top = (height - pitch * (slots - 1)) / 2;
  const at = Array.from({ length: slots }, (_, slot) => top + slot * pitch);
  if (size <= maxUnits) return { at, ellipsis: null };
  return { at: at.filter((_, slot) => slot !== unitsAbove), ellipsis: at[unitsAbove]! };
}
