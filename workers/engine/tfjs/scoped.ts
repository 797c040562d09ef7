/** tfjs's `tidy` for any result: its own accepts only containers of tensors. */
import { engine, type Tensor } from '@tensorflow/tfjs-core';

/** Runs `work` and frees every tensor that it made, except those that `survivors` finds in its result. */
export function scoped<T>(work: () => T, survivors: (result: T) => readonly Tensor[]): T {
  engine().startScope();
  let kept: readonly Tensor[] = [];
  try {
    const result = work();
    kept = survivors(result);
    return result;
  } finally {
    engine().endScope([...kept]);
  }
}
