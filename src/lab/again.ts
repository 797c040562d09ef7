/** Which engine retrains a recorded trial, and when that proves the record. */
import { exactEngine, isRelaxed } from '../catalog/lookup/engine-bits.ts';
import type { EngineChoice } from '../catalog/lookup/engine.ts';
import type { Comparison } from './compare.ts';
import type { TrialState } from './state.ts';

/** The engine that the record names; for other programs' engines, the one with the same bits everywhere. */
export const machineOf = ({
  engine,
}: Pick<TrialState, 'engine'>): {
  readonly engine: EngineChoice;
  readonly deterministic: boolean;
} => ({
  engine: engine?.name ?? exactEngine,
  deterministic: engine === null || !isRelaxed(engine),
});

/**
 * Whether retraining proved a record: everything is equal, bit for bit, on one of the lab's engines. Another
 * program's results are compared but never proven.
 */
export const isProven = (
  { engine }: Pick<TrialState, 'engine'>,
  { equal }: Pick<Comparison, 'equal'>,
): boolean => equal && engine !== null;
