/** How much of a generated dataset is made, and who is told of it. */
export interface GenerateOptions {
  readonly shared?: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (loaded: number, total: number) => void;
  /** Rows of the two parts; fewer rows are a beginning of more only within the training part. */
  readonly trainCount?: number;
  readonly testCount?: number;
}
