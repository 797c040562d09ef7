/** A trial that was trained again beside what was recorded of it, in words. */
import { isExact } from '../catalog/lookup/engine-bits.ts';
import { isOutdated, revisionOf } from '../protocol/engine-revision.ts';
import type { Comparison } from '../lab/compare.ts';
import type { TrialState } from '../lab/state.ts';
import { count, counted, significant } from '../base/numbers.ts';

/** How far from the lab's losses, relatively, those of a PyTorch program usually are: its sums are rounded otherwise. */
const usual = 1e-5;

/** "equal, bit for bit" or how far it is off, and the likely reason. */
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
      ? 'differs without bound'
      : largest === 0
        ? 'equal as far as both go'
        : `equal to ${significant(largest, 2)}, differs`;
  return `${size} ${where}${length}. ${reason(recorded, again)}`;
}

function reason(recorded: TrialState, again: TrialState): string {
  if (recorded.engine === null) {
    return `It was computed by another program, which rounds otherwise: up to ${significant(usual, 1)} is usual. It is not verified by this.`;
  }
  if (recorded.engine.name !== again.engine?.name) return 'Another engine had to take its place.';
  if (isOutdated(recorded.engine)) {
    const [before, now] = [revisionOf(recorded.engine), revisionOf(again.engine)];
    return `It was computed by revision ${before} of the engine; this is revision ${now}.`;
  }
  if (!isExact(recorded.engine)) {
    return 'On this engine last bits depend on the processor, the driver and the browser.';
  }
  return 'This engine gives equal bits everywhere: another version of the lab, or other data.';
}
