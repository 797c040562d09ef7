/** Which parts of an experiment's page are open when it is first shown. */
import type { ExperimentSession } from '../../../lab/session/session.ts';

const wide = matchMedia('(min-width: 68rem)');

/** Where the untrained network is the question, and there is room. */
export const startsUnfolded = ({ original }: ExperimentSession): boolean =>
  original.trial.epochs === 0 && wide.matches;
