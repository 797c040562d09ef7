/** Reads a trial from its part of a version 1 document. */
import type { PlannedTrial } from '../../../document/expand.ts';
import { withDivergence } from '../divergence.ts';
import { enginePart, normsPart, type ProvenanceRow, type RecordedTrial } from '../trial.ts';
import type { TrialResult1 } from './document.ts';

export function recordedTrial1(
  result: Omit<TrialResult1, 'values'>,
  plan: PlannedTrial,
  row: ProvenanceRow = {},
): RecordedTrial {
  const { deadUnits, baseline, classes } = result;
  return {
    plan,
    status: result.status,
    epochs: result.epochs,
    batchLosses: result.batchLosses?.values ?? new Float32Array(0),
    gradientNorms: normsPart(result.gradientNorms),
    ...(deadUnits === undefined ? {} : { deadUnits }),
    ...(baseline === undefined ? {} : { baseline }),
    ...(classes === undefined ? {} : { classes }),
    ...enginePart(result.engine, row),
    seconds: result.seconds,
    error: result.error ?? null,
    ...withDivergence(result.error),
  };
}
