import type { Checkpoint } from './checkpoint.ts';

/** The memory of a checkpoint, to be transferred instead of copied. */
export function checkpointBuffers({ session, generators }: Checkpoint): ArrayBuffer[] {
  const layers = [session.parameters, ...Object.values(session.buffers)].flat();
  const arrays = [
    ...layers.flatMap(({ weight, bias }) => [weight, bias]),
    ...Object.values(generators).map(({ words }) => words),
  ];
  const buffers = arrays.flatMap(({ buffer, byteLength }) =>
    // Others are views of something larger, which may not be ours to give away.
    buffer instanceof ArrayBuffer && byteLength === buffer.byteLength ? buffer : [],
  );
  return [...new Set(buffers)];
}
