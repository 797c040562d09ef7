import { valuesOf, type NetworkParameters } from '../torch/layers.ts';
import type { Checkpoint } from './checkpoint.ts';

/** The memory of a checkpoint, to be transferred instead of copied. */
export function checkpointBuffers({ session, generators }: Checkpoint): ArrayBuffer[] {
  const own = 'tensors' in session ? session.tensors : session.parameters;
  const held: readonly NetworkParameters[] = [
    own,
    ...Object.values<NetworkParameters>(session.buffers),
  ];
  const draws = 'tensors' in session && session.draws !== null ? [session.draws.words] : [];
  const arrays = [
    ...held.flatMap(valuesOf),
    ...draws,
    ...Object.values(generators).map(({ words }) => words),
  ];
  const buffers = arrays.flatMap(({ buffer, byteLength }) =>
    // Others are views of something larger, which may not be ours to give away.
    buffer instanceof ArrayBuffer && byteLength === buffer.byteLength ? buffer : [],
  );
  return [...new Set(buffers)];
}
