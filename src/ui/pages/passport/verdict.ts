/** The result of retraining a kept trial, as text. */
import type { Verdict } from '../../../lab/verify.ts';
import { adviceFor } from '../../../text/advice.ts';
import { comparisonText } from '../../../text/comparison.ts';

/** Retraining, with its progress 0 … 1; or the result. */
export type Shown = { readonly kind: 'running'; readonly fraction: number } | Verdict;

/** "equal, bit for bit", or the difference and its likely reason. */
export function verdictText(shown: Shown): string {
  switch (shown.kind) {
    case 'running':
      return `retraining, ${Math.floor(shown.fraction * 100)}\u00a0%`;
    case 'trial':
      return comparisonText(shown.recorded, shown.again, shown.comparison);
    case 'model':
      return shown.proven ? 'equal weights, bit for bit' : 'different weights';
    case 'other data':
      return `trained on different data: ${shown.found}, here ${shown.wanted}`;
    case 'none':
      return shown.error === null ? 'Cancelled.' : adviceFor(shown.error);
    default:
      return shown satisfies never;
  }
}
