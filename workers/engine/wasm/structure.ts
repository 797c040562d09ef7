/** A class of workers/kernels in memory, as cli/build/structures.mjs finds it laid out. */

export interface Structure {
  readonly bytes: number;
  /** Where each field begins, and what AssemblyScript says it is. */
  readonly fields: Readonly<
    Record<string, readonly [offset: number, type: 'i32' | 'usize' | 'f32' | 'f64']>
  >;
}

/** Writes all fields; what else `values` has is not looked at. */
export function writeStructure<S extends Structure>(
  view: DataView,
  address: number,
  { fields }: S,
  values: Readonly<Record<keyof S['fields'] & string, number>>,
): void {
  for (const [name, [offset, type]] of Object.entries(fields)) {
    const value = values[name as keyof S['fields'] & string];
    const at = address + offset;
    if (type === 'f32') view.setFloat32(at, value, true);
    else if (type === 'f64') view.setFloat64(at, value, true);
    else view.setInt32(at, value, true);
  }
}
