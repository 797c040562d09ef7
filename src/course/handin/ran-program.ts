import type { TableData } from '../answers/blocks.ts';

/** A question's program that was run beside the lab. */
export interface RanProgram {
  /** "I1d". */
  readonly question: string;
  readonly file: string;
  /** "Python 3.11.2 with torch 1.13.0"; '' where it failed. */
  readonly ranIn: string;
  /** How its weights and batches agree with the lab's, a sentence each. */
  readonly agrees: readonly string[];
  /** How each network's results agree; null where there is none to compare. */
  readonly networks: TableData | null;
  /** Its figures as PNG. */
  readonly figures: readonly { readonly name: string; readonly png: Uint8Array }[];
  /** Why it did not end well, in a sentence; '' if it did. */
  readonly failed: string;
}
