/** The number that belongs to an initialisation. */
import { initMeta, type InitName } from '../../../catalog/registry/init.meta.ts';

interface Parameter {
  readonly key: string;
  readonly label: string;
  /** The value of a new one; omitted if the document should not state it. */
  readonly start?: number;
  /** The default if a document does not state it. */
  readonly preset: number | null;
}

/** The number that an initialisation takes (±d, σ or the gain); undefined for one that takes none. */
export function initParameter(name: string): Parameter | undefined {
  const fields = Object.hasOwn(initMeta, name) ? initMeta[name as InitName].fields : {};
  const [first] = Object.entries(fields);
  if (first === undefined) return undefined;
  const [key, field] = first;
  const { start, default: preset = null } = field.kind === 'real' ? field : {};
  const label = field.short ?? (field.joined ?? '').trim();
  return { key, label, preset, ...(start === undefined ? {} : { start }) };
}
