/** How often gradient descent updates every parameter. */

export interface Schedule {
  readonly samples: number;
  /** Samples per step: 1 is SGD in the strict sense, all samples is full-batch descent. */
  readonly batchSize: number;
  readonly epochs: number;
  /** Whether an incomplete last batch is dropped. */
  readonly dropLast: boolean;
}

/** ⌈N/B⌉, or ⌊N/B⌋ without a short last batch. */
export const updatesPerEpoch = ({ samples, batchSize, dropLast }: Schedule): number =>
  dropLast ? Math.floor(samples / batchSize) : Math.ceil(samples / batchSize);

export const updates = (schedule: Schedule): number => schedule.epochs * updatesPerEpoch(schedule);

/** Samples of the last batch, which is full where N is a multiple of B. */
export const lastBatch = ({ samples, batchSize }: Schedule): number =>
  samples % batchSize === 0 ? batchSize : samples % batchSize;
