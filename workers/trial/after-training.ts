/** What is measured once a trial has trained. Loaded with the first trial, to keep the worker's initial script small. */
import { activationMeta } from '../../src/catalog/registry/activation.meta.ts';
import { shortForm } from '../../src/document/network-form.ts';
import type { ClassCounts, DeadUnits } from '../../src/document/results.ts';
import type { Trial } from '../../src/document/schema.ts';
import { weightsHash } from '../../src/formats/model/weights-hash.ts';
import type { TrialData } from '../../src/protocol/dataset.ts';
import type { TrialEvent } from '../../src/protocol/worker-api.ts';
import type { Session } from '../engine/types.ts';
import type { Keeper } from './keeper.ts';
import { confusionMatrix, findDeadUnits, meanBaseline, targetStatistics } from './measures.ts';
import type { Pauser } from './pauser.ts';

export { classCounts } from './measures.ts';

export interface Trained {
  readonly trial: Trial;
  readonly data: TrialData;
  readonly session: Session;
  /** Rows per class, where they are counted. */
  readonly classes: ClassCounts | null;
  readonly rest: Pauser;
  readonly keeper: Keeper | null;
}

/** Throws LabError `aborted`. */
export async function* measureTrained({
  trial,
  data,
  session,
  classes,
  rest,
  keeper,
}: Trained): AsyncGenerator<TrialEvent, void> {
  if (classes !== null && trial.epochs > 0) {
    const model = { trial, parameters: await session.parameters() };
    let confusion: number[][] = [];
    yield* measured(rest, keeper, async (pause) => {
      confusion = await confusionMatrix(model, data, pause);
    });
    yield { type: 'classes', classes: { ...classes, confusion } };
  }
  if (data.task === 'regression') {
    const targets = targetStatistics(data);
    yield { type: 'baseline', baseline: meanBaseline(data), targets };
  }
  const short = shortForm(trial.model);
  if (short !== null && activationMeta[short.activation].traits.canDie && short.depth > 0) {
    const parameters = await session.parameters();
    let deadUnits: DeadUnits = { shares: [], rows: 0 };
    yield* measured(rest, keeper, async (pause) => {
      deadUnits = await findDeadUnits(parameters, data, pause);
    });
    yield { type: 'dead-units', deadUnits };
  }
  if (trial.epochs > 0) {
    const parameters = await session.parameters();
    const { statistics } = data;
    const hash = await weightsHash({ parameters, statistics });
    yield { type: 'model', parameters, statistics, hash };
  }
}

/**
 * A measurement that holds while the trial is paused. It keeps its result itself: WebKit loses what an asynchronous
 * generator returns that has yielded nothing. Throws LabError `aborted`.
 */
async function* measured(
  rest: Pauser,
  keeper: Keeper | null,
  measure: (pause: () => Promise<void>) => Promise<void>,
): AsyncGenerator<TrialEvent, void> {
  if (keeper === null) await measure(() => rest.yieldToEventLoop());
  else yield* keeper.during(measure);
}
