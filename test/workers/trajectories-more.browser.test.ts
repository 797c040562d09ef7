/** Seeds, initialisations, activations and optimisers beyond the assignment's, beside PyTorch. */
import { assert } from 'chai';
import { chooseEngine } from '../../workers/engine/choose.ts';
import { runTrial } from '../../workers/trial/run-trial.ts';
import { trajectoryCases } from '../golden/trajectory-cases.ts';
import golden from '../golden/trajectories-more.json' with { type: 'json' };
import { dataset, hasRealDatasets } from './support.ts';
import { collect, trialOf, worstRelative } from './trials.ts';

for (const choice of ['wasm', 'tfjs-wasm', 'tfjs-cpu'] as const) {
  describe(`${golden.engine}'s losses on ${choice}`, () => {
    before(async function () {
      if (!(await hasRealDatasets())) this.skip();
    });

    for (const [name, { trial: document, tolerance }] of Object.entries(trajectoryCases)) {
      it(`are met with ${name}`, async () => {
        const trial = trialOf(document);
        const data = await dataset(trial.dataset.name);
        const { losses } = await collect(runTrial(trial, data, await chooseEngine(choice)));
        const wanted = golden.losses[name as keyof typeof golden.losses];
        assert.isAtMost(worstRelative(losses, wanted), tolerance);
      });
    }
  });
}
