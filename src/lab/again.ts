/** What a recorded trial is trained again on, and when that says that it was not made up. */
import { exactEngine, isRelaxed } from '../catalog/lookup/engine-bits.ts';
import type { EngineChoice } from '../catalog/lookup/engine.ts';
import type { Comparison } from './compare.ts';
import type { TrialState } from './state.ts';

/** The engine that the record names; where that is none of ours, the one with the same bits everywhere. */
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
 * Whether training again has shown that a record is true: all of it is equal, bit for bit, and on an engine
 * of ours. Another program's results never are; they are compared, and stay what they were.
 */
export const isProven = (
  { engine }: Pick<TrialState, 'engine'>,
  { equal }: Pick<Comparison, 'equal'>,
): boolean => equal && engine !== null;
