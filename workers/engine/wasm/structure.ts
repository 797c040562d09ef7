/** The memory layout of a class of workers/kernels, as found by cli/build/structures.mjs. */

export interface Structure {
  readonly bytes: number;
  /** Offset and AssemblyScript type of each field. */
  readonly fields: Readonly<
    Record<string, readonly [offset: number, type: 'i32' | 'usize' | 'f32' | 'f64']>
  >;
}

/** Writes all fields; other keys of `values` are ignored. */
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
