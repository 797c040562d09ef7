/** Errors that keep their code across threads. A plain Error keeps only its message. */

export type ErrorCode =
  | 'aborted'
  | 'dataset-checksum'
  | 'dataset-network'
  | 'dataset-short'
  | 'dataset-format'
  | 'dataset-missing'
  | 'table-format'
  | 'table-missing'
  | 'table-store'
  | 'model-format'
  | 'experiment-missing'
  | 'experiment-network'
  | 'experiment-invalid'
  | 'answer-missing'
  | 'configuration'
  | 'engine-unavailable'
  | 'device-lost'
  | 'out-of-memory'
  | 'worker-crashed'
  /** Something could not be kept, or read back. */
  | 'store'
  | 'internal';

export class LabError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LabError';
    this.code = code;
  }
}

/** The form in which an error crosses threads. */
export interface ErrorData {
  readonly code: ErrorCode;
  readonly message: string;
  readonly stack?: string;
}

export const isAbort = (error: unknown): boolean =>
  (error instanceof LabError && error.code === 'aborted') ||
  (error instanceof Error && error.name === 'AbortError');

export function toErrorData(error: unknown): ErrorData {
  if (error instanceof LabError) {
    return withStack({ code: error.code, message: error.message }, error);
  }
  if (isAbort(error)) return { code: 'aborted', message: 'cancelled' };
  if (error instanceof RangeError && /memory|array length|allocation/i.test(error.message)) {
    return withStack({ code: 'out-of-memory', message: `out of memory: ${error.message}` }, error);
  }
  if (error instanceof Error) {
    return withStack({ code: 'internal', message: `${error.name}: ${error.message}` }, error);
  }
  return { code: 'internal', message: String(error) };
}

const withStack = (data: ErrorData, error: Error): ErrorData =>
  error.stack === undefined ? data : { ...data, stack: error.stack };

export function fromErrorData(data: ErrorData): LabError {
  const error = new LabError(data.code, data.message);
  if (data.stack !== undefined) error.stack = data.stack;
  return error;
}

export const toLabError = (error: unknown): LabError =>
  error instanceof LabError ? error : fromErrorData(toErrorData(error));

/** Throws a LabError with the code `aborted` once the signal is aborted. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new LabError('aborted', 'cancelled');
}
