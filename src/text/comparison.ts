/** Describes how a retrained trial differs from its record. */
import { isExact } from '../catalog/lookup/engine-bits.ts';
import { isOutdated, revisionOf } from '../protocol/engine-revision.ts';
import type { Comparison } from '../lab/compare.ts';
import type { TrialState } from '../lab/state.ts';
import { count, counted, significant } from '../base/numbers.ts';

/** The usual relative difference of a PyTorch program's losses from the lab's: its sums round differently. */
const usualDifference = 1e-5;

/** "equal, bit for bit", or how large the difference is, and the likely reason. */
export function comparisonText(
  recorded: TrialState,
  again: TrialState,
  comparison: Comparison,
): string {
  const { equal, compared, firstStep, firstFigure, largest, steps } = comparison;
  if (equal) return `equal, bit for bit (${counted(compared, 'number')})`;
  const where =
    firstStep === null
      ? `in a figure${firstFigure === null ? '' : ` (${firstFigure})`}`
      : `first at step ${count(firstStep)}`;
  const length =
    steps === null
      ? ''
      : `; ${count(Math.floor(steps.again))} steps instead of ${count(Math.floor(steps.recorded))}`;
  const size =
    largest === Infinity
      ? 'differs by an infinite amount,'
      : largest === 0
        ? 'equal as far as both go, differs'
        : `equal to within ${significant(largest, 2)}, differs`;
  return `${size} ${where}${length}. ${reason(recorded, again)}`;
}

function reason(recorded: TrialState, again: TrialState): string {
  if (recorded.engine === null) {
    return `Another program computed it, and rounds differently: up to ${significant(usualDifference, 1)} is usual. This does not verify it.`;
  }
  if (recorded.engine.name !== again.engine?.name) return 'It was retrained on another engine.';
  if (isOutdated(recorded.engine)) {
    const [before, now] = [revisionOf(recorded.engine), revisionOf(again.engine)];
    return `It was computed by revision ${before} of the engine; this is revision ${now}.`;
  }
  if (!isExact(recorded.engine)) {
    return 'On this engine, the last bits depend on the processor, the driver and the browser.';
  }
  return 'This engine gives equal bits everywhere, so the version of the lab or the data must differ.';
}
