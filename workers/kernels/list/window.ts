// Square windows that move over pictures: those of pooling.

/** Filled by src/catalog/shared/window-memory.ts. */
@unmanaged
export class Windows {
  channels: i32;
  height: i32;
  width: i32;
  /** Places of the window: rows and columns of the output. */
  rows: i32;
  columns: i32;
  kernel: i32;
  stride: i32;
  padding: i32;
  /** For maxima: panels like y, of the place in its window at which each of them is. */
  places: usize;
}

/** The window's part inside the picture, along one side: its first place, and one past the last. */
export function firstOf(w: Windows, index: i32): i32 {
  return max(0, index * w.stride - w.padding);
}

export function endOf(w: Windows, index: i32, side: i32): i32 {
  return min(side, index * w.stride - w.padding + w.kernel);
}
