/** An engine as a document names it, with what decides the last digits of its results; and back. */
import { engineNamed, isRelaxed } from '../../catalog/lookup/engine-bits.ts';
import type { EngineInfo } from '../../protocol/worker-api.ts';

/**
 * The name, and what else decides a result's last digits: "wasm (relaxed SIMD, revision 2)". The first
 * revision, which is that of all results from before revisions were counted, is not named.
 * @param device left out where it does not decide them
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

/** The other way: such a record as an engine of ours; null for any other, PyTorch for instance. */
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
  // What would be written otherwise was written by another program.
  return [engineRecord(engine), engineRecord(engine, true)].includes(record) ? engine : null;
}
