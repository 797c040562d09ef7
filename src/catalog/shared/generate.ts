/** How much of a generated dataset to make, and how to report progress. */
export interface GenerateOptions {
  readonly shared?: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (loaded: number, total: number) => void;
  /** Rows of the two parts. Fewer rows are a prefix of more only within the training part. */
  readonly trainCount?: number;
  readonly testCount?: number;
}
