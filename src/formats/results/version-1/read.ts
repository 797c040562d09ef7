/** What reading a document of version 1 needs. */
import type * as v from 'valibot';
import { issue } from '../../../document/issue.ts';
import type { At, Version } from '../check.ts';
import { isSealed, sealsBroken } from '../seal.ts';
import type { ResultsDocument1 } from './document.ts';
import type { trialSchema1 } from './schema.ts';
import { figuresSeals1, recordSeal1 } from './seals.ts';
import { recordedTrial1 } from './trial.ts';

type Result = v.InferOutput<typeof trialSchema1>;

/** @param found the document as read: its hashes cover more than the schema keeps */
export const version1Of = (found: ResultsDocument1, at: At): Version<Result> => ({
  trialOf: (result, plan, row) => ({ trial: recordedTrial1(result, plan, row), issues: [] }),
  epochPath: (index) => `epochs.${index}.epoch`,
  lossesPath: 'batchLosses',
  mayLackLosses: false,
  seals: async (hash) => {
    if (!isSealed(found)) return [];
    // The hash is over float32 values, so it would not cover digits beyond float32.
    for (const [index, { batchLosses }] of found.trials.entries()) {
      const inexact = batchLosses?.inexact ?? null;
      if (inexact === null) continue;
      const where = at(`trials.${index}.batchLosses.${inexact.step}`);
      return [issue(where, 'a float32, as the lab writes it', inexact.loss)];
    }
    const figures = await figuresSeals1(found, hash);
    return sealsBroken(found, figures, () => recordSeal1(found, figures));
  },
});
