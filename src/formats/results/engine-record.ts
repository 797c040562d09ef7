/** An engine's name in a document, with what determines the last digits of its results; and parsing it. */
import { engineNamed, isRelaxed } from '../../catalog/lookup/engine-bits.ts';
import { engineMeta } from '../../catalog/registry/engine.meta.ts';
import type { EngineInfo } from '../../protocol/worker-api.ts';

/**
 * The name, and what else determines a result's last digits: "wasm (relaxed SIMD, revision 2)". Revision 1,
 * which includes all results from before revisions were counted, is omitted.
 * @param device omitted if it does not determine them
 */
export function engineRecord(
  { name, device, revision }: Omit<EngineInfo, 'reason'>,
  withDevice = isRelaxed({ device }),
): string {
  const more = [
    ...(withDevice ? [device ?? 'unnamed'] : []),
    ...(revision === undefined || revision === 1 ? [] : [`revision ${revision}`]),
  ];
  return more.length === 0 ? name : `${name} (${more.join(', ')})`;
}

/** What decides an engine's bits, as such a record: on a GPU that includes the device. */
export const engineBits = (engine: Omit<EngineInfo, 'reason'>): string =>
  engineMeta[engine.name].gpu === true ? engineRecord(engine, true) : engineRecord(engine);

/** Parses such a record into one of the lab's engines; null for any other, such as PyTorch. */
export function engineOfRecord(record: string): EngineInfo | null {
  const [, found, more] = /^([a-z-]+)(?: \((.*)\))?$/.exec(record) ?? [];
  const name = engineNamed(found ?? '');
  if (name === undefined) return null;
  const [, device = '', revision] = /^(.*?)(?:(?:^|, )revision (\d{1,6}))?$/.exec(more ?? '') ?? [];
  const engine = {
    name,
    reason: 'as the imported document says',
    ...(device === '' ? {} : { device }),
    ...(revision === undefined ? {} : { revision: Number(revision) }),
  };
  // A record that we would write differently was written by another program.
  return [engineRecord(engine), engineRecord(engine, true)].includes(record) ? engine : null;
}
