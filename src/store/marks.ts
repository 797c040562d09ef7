/**
 * What is known of each artefact without reading it: its size, its age by the store's counter and, of a trial, when
 * and by what it was trained.
 */
import type { Bytes } from '../lab/ports/artefacts.ts';
import type { Transaction } from './database.ts';

export interface Mark {
  readonly bytes: number;
  /** Later ones are greater. */
  readonly order: number;
  /** Of a finished trial; see src/lab/kept/trial-files.ts. */
  readonly circumstances?: unknown;
}

/** Key of the counter in the table of texts. */
const counter = 'artefacts counted';

/** Of other values, what is safest: no size, and the greatest age. */
export function readMark(value: unknown): Mark {
  const number = (name: string): number => {
    const found: unknown = Reflect.get(Object(value) as object, name);
    return typeof found === 'number' && Number.isFinite(found) ? found : 0;
  };
  const circumstances: unknown = Reflect.get(Object(value) as object, 'circumstances');
  return {
    bytes: number('bytes'),
    order: number('order'),
    ...(circumstances === undefined ? {} : { circumstances }),
  };
}

export async function nextMark(tx: Transaction, bytes: number): Promise<Mark> {
  const order = (Number(await tx.get('texts', counter)) || 0) + 1;
  await tx.put('texts', counter, String(order));
  return { bytes, order };
}

/** Tables that a transaction with `putIfAbsent` needs. */
export const artefactTables = ['artefacts', 'marks', 'texts'] as const;

/** Resolves to whether it was absent. */
export async function putIfAbsent(tx: Transaction, name: string, content: Bytes): Promise<boolean> {
  if (await tx.has('artefacts', name)) return false;
  await tx.put('artefacts', name, content);
  await tx.put('marks', name, await nextMark(tx, content.byteLength));
  return true;
}

export async function remove(tx: Transaction, name: string): Promise<void> {
  await tx.delete('artefacts', name);
  await tx.delete('marks', name);
}
