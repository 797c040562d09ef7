/** A results file of as many trials as a document may ask for. */
import { parseExperiment } from '../../src/document/parse.ts';
import { documentText } from '../../src/formats/json/write.ts';
import { environmentOf, resultsDocument } from '../../src/formats/results/write.ts';
import { trained } from '../lab/fixture/states.ts';
import { manyDocument, twoThousand } from './many.ts';

/** As the lab exports it: every trial finished, with its figures and losses made up, and all seals right. */
export async function manyResults(): Promise<string> {
  const parsed = parseExperiment(
    manyDocument(twoThousand, { batchSize: 1024, measure: { batchLosses: true } }),
  );
  if (!parsed.ok) throw new Error(parsed.issues.map(({ message }) => message).join('; '));
  const { experiment, trials: plans } = parsed;
  const trials = plans.map((plan, index) => trained(plan, index, plans.length, 1));
  const environment = environmentOf(trials, { 'housing-synthetic': '2' }, 'node, for a test');
  return documentText(
    await resultsDocument({ experiment, trials, environment, passport: { started: Date.now() } }),
  );
}
