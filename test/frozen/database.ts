/** A browser's database as JSON, and back. */

export interface FrozenStore {
  readonly version: number;
  readonly stores: Readonly<
    Record<string, readonly { readonly key: string; readonly value: unknown }[]>
  >;
  readonly localStorage: Readonly<Record<string, string>>;
}

const arrays = { Float32Array, Float64Array, Uint8Array, Uint16Array, Int32Array, Uint32Array };

/** What `freeze-store.ts` wrote, as structured cloning keeps it. */
export function thawed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => thawed(each));
  if (typeof value !== 'object' || value === null) return value;
  if (!('$' in value)) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, thawed(each)]));
  }
  if (value.$ === 'undefined') return undefined;
  const text = 'value' in value ? String(value.value) : '';
  if (value.$ === 'number') return Number(text);
  const { buffer } = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  if (value.$ === 'ArrayBuffer') return buffer;
  if (!Object.hasOwn(arrays, String(value.$))) throw new Error(`no array is a ${String(value.$)}`);
  return new arrays[value.$ as keyof typeof arrays](buffer);
}

/** Makes a database of this name with all of it, as the browser that it was taken from had it. */
export async function putBack(name: string, { version, stores }: FrozenStore): Promise<void> {
  const request = indexedDB.open(name, version);
  request.addEventListener('upgradeneeded', () => {
    for (const store of Object.keys(stores)) request.result.createObjectStore(store);
  });
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('not opened')));
  });
  const write = database.transaction(Object.keys(stores), 'readwrite');
  const written = new Promise<void>((resolve, reject) => {
    write.addEventListener('complete', () => resolve());
    write.addEventListener('abort', () => reject(write.error ?? new Error('not written')));
  });
  for (const [store, records] of Object.entries(stores))
    for (const { key, value } of records) write.objectStore(store).put(thawed(value), key);
  await written;
  database.close();
}
