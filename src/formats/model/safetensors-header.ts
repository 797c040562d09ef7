/**
 * The container of a safetensors file: eight bytes of header length, a JSON header, the numbers. Refuses what
 * the format's own reader refuses (`SafeTensors::read_metadata` and `Metadata::validate`
 * in https://github.com/huggingface/safetensors), so that no byte belongs to two tensors or to none.
 */
import { shorten } from '../../document/issue.ts';
import { repeatedKey } from './json-keys.ts';

/** One tensor's entry; its bytes are `from` … `to` − 1 of the part behind the header. */
export interface TensorEntry {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly from: number;
  readonly to: number;
}

export interface SafetensorsHeader {
  readonly metadata: ReadonlyMap<string, string>;
  /** In the order of their bytes. */
  readonly tensors: readonly TensorEntry[];
  /** The tensors' bytes: all of the file behind its header. */
  readonly data: Uint8Array;
}

/** Throws; its argument continues with "wanted …, found …". */
export type Fail = (what: string) => never;

/** The format's own limit on its header. */
const maxHeader = 100_000_000;
/** Bytes per number for each dtype of the format. Sub-byte dtypes are not supported. */
const sizes: Readonly<Record<string, number>> = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  F8_E5M2: 1,
  F8_E4M3: 1,
  U16: 2,
  I16: 2,
  F16: 2,
  BF16: 2,
  U32: 4,
  I32: 4,
  F32: 4,
  U64: 8,
  I64: 8,
  F64: 8,
};

/** Throws through `fail` if the file does not have the format. */
export function readHeader(file: Uint8Array, fail: Fail): SafetensorsHeader {
  if (file.length < 8) fail(`wanted at least 8 bytes, found ${file.length}`);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const length = Number(view.getBigUint64(0, true));
  const most = Math.min(maxHeader, file.length - 8);
  if (length > most) {
    fail(`wanted a header of at most ${most} bytes, found a length of ${length}`);
  }
  const header = headerOf(file.subarray(8, 8 + length), fail);
  const data = file.subarray(8 + length);
  const tensors = Object.entries(header)
    .filter(([name]) => name !== '__metadata__')
    .map(([name, entry]) => tensorOf(name, entry, fail))
    .toSorted((a, b) => a.from - b.from || a.to - b.to);
  requireCovered(tensors, data.length, fail);
  return { metadata: metadataOf(header.__metadata__, fail), tensors, data };
}

const strings = /"(?:[^"\\]|\\.)*"/gs;

type JsonObject = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function headerOf(bytes: Uint8Array, fail: Fail): JsonObject {
  if (bytes[0] !== 0x7b) fail(`wanted a header that begins with "{", found byte ${bytes[0]}`);
  let text: string;
  let header: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    header = JSON.parse(text);
  } catch {
    return fail('wanted a header of JSON in UTF-8, found none');
  }
  const repeated = repeatedKey(text);
  if (repeated !== null) fail(`wanted each name once in the header, found "${repeated}" twice`);
  // After parsing, 0, 0.0 and 0e0 are equal; the format requires integers written as such.
  const [fraction] = /-\d+|(?<!\d)\d+[.eE][\d.eE+-]*/.exec(text.replaceAll(strings, '""')) ?? [];
  if (fraction !== undefined) fail(`wanted whole numbers in the header, found ${fraction}`);
  return isObject(header) ? header : fail('wanted an object as header, found none');
}

function metadataOf(found: unknown, fail: Fail): ReadonlyMap<string, string> {
  if (found === undefined) return new Map();
  if (!isObject(found)) return fail('wanted an object as metadata, found none');
  return new Map(
    Object.entries(found).map(([key, value]) => [
      key,
      typeof value === 'string'
        ? value
        : fail(`wanted a text as metadata "${key}", found ${shorten(value)}`),
    ]),
  );
}

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && !Object.is(value, -0);

function tensorOf(name: string, entry: unknown, fail: Fail): TensorEntry {
  if (!isObject(entry)) {
    return fail(`wanted an object as tensor "${name}", found ${shorten(entry)}`);
  }
  const { dtype, shape, data_offsets: offsets } = entry;
  const size = typeof dtype === 'string' && Object.hasOwn(sizes, dtype) ? sizes[dtype] : undefined;
  if (typeof dtype !== 'string' || size === undefined) {
    return fail(`wanted a known dtype of tensor "${name}", found ${shorten(dtype)}`);
  }
  if (!Array.isArray(shape) || !shape.every(isCount)) {
    return fail(`wanted whole numbers from 0 on as shape of "${name}", found ${shorten(shape)}`);
  }
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isCount)) {
    return fail(`wanted two whole numbers as offsets of "${name}", found ${shorten(offsets)}`);
  }
  const [from, to] = offsets as [number, number];
  const bytes = size * shape.reduce((product, each) => product * each, 1);
  if (to - from !== bytes) {
    fail(
      `wanted ${bytes} bytes for "${name}" (${dtype} ${shorten(shape)}), found offsets ${shorten(offsets)}`,
    );
  }
  return { name, dtype, shape, from, to };
}

/** Each tensor begins where the one before it ends, and the last one ends with the file. */
function requireCovered(tensors: readonly TensorEntry[], bytes: number, fail: Fail): void {
  let end = 0;
  for (const { name, from, to } of tensors) {
    if (from !== end) {
      const what =
        from < end ? 'bytes that another tensor has' : 'bytes before it that no tensor has';
      fail(`wanted "${name}" to begin at byte ${end}, found ${from}, ${what}`);
    }
    end = to;
  }
  if (end !== bytes) fail(`wanted ${end} bytes behind the header, found ${bytes}`);
}
