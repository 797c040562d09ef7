/** Which parts of an experiment's page start expanded. */
import type { ExperimentSession } from '../../../lab/session/session.ts';

const wide = matchMedia('(min-width: 68rem)');

/** If the experiment is about the untrained network, and the screen is wide enough. */
export const startsUnfolded = ({ original }: ExperimentSession): boolean =>
  original.trial.epochs === 0 && wide.matches;
