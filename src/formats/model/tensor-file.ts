/** Writes the bytes of a safetensors file: eight bytes of header length, a JSON header, the numbers. */

export interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array | Uint32Array | BigInt64Array;
}

const dtypeOf = (values: NamedTensor['values']): 'F32' | 'I64' | 'U32' => {
  if (values instanceof Float32Array) return 'F32';
  return values instanceof BigInt64Array ? 'I64' : 'U32';
};

/** The tensors' bytes are in the order given. @param metadata its values must be strings */
export function tensorFile(
  tensors: readonly NamedTensor[],
  metadata: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let end = 0;
  for (const { name, shape, values } of tensors) {
    const dtype = dtypeOf(values);
    header[name] = { dtype, shape, data_offsets: [end, end + values.byteLength] };
    end += values.byteLength;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  // Data begin at a multiple of eight; the header is padded with spaces.
  const length = Math.ceil(text.length / 8) * 8;
  const file = new Uint8Array(8 + length + end);
  const view = new DataView(file.buffer);
  view.setBigUint64(0, BigInt(length), true);
  file.fill(0x20, 8, 8 + length).set(text, 8);
  let at = 8 + length;
  for (const { values } of tensors) {
    const isFloat = values instanceof Float32Array;
    for (const value of values) {
      if (typeof value === 'bigint') view.setBigInt64(at, value, true);
      else if (isFloat) view.setFloat32(at, value, true);
      else view.setUint32(at, value, true);
      at += values.BYTES_PER_ELEMENT;
    }
  }
  return file;
}
