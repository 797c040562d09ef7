/** What is measured once a trial has trained. Loaded with the first trial, to keep the worker's initial script small. */
import { activationMeta } from '../../src/catalog/registry/activation.meta.ts';
import { activationsOf, isList } from '../../src/document/network-form.ts';
import type { ClassCounts, DeadUnits } from '../../src/document/results.ts';
import type { Trial } from '../../src/document/schema.ts';
import { isNamed } from '../../src/torch/layers.ts';
import { weightsHash } from '../../src/formats/model/weights-hash.ts';
import type { TrialData } from '../../src/protocol/dataset.ts';
import type { TrialEvent } from '../../src/protocol/worker-api.ts';
import type { Keeper } from './keeper.ts';
import {
  confusionMatrix,
  confusionOf,
  findDeadUnits,
  meanBaseline,
  targetStatistics,
} from './measures.ts';
import type { NetworkSession } from './open-network.ts';
import type { Pauser } from './pauser.ts';

export { classCounts } from './measures.ts';

export interface Trained {
  readonly trial: Trial;
  readonly data: TrialData;
  readonly session: NetworkSession;
  /** Rows per class, where they are counted. */
  readonly classes: ClassCounts | null;
  readonly rest: Pauser;
  readonly keeper: Keeper | null;
}

/** The outputs of the test part, [rows, outputs], by the engine. */
async function outputsOf(
  session: NetworkSession,
  { test, outputs }: TrialData,
  pause: () => Promise<void>,
): Promise<Float32Array> {
  const all = new Float32Array(test.count * outputs);
  for (let from = 0; from < test.count; from += session.evaluationRows) {
    await pause();
    const to = Math.min(from + session.evaluationRows, test.count);
    await session.evaluate('test', from, to, all.subarray(from * outputs, to * outputs));
  }
  return all;
}

const hasUnitsThatDie = ({ model }: Trial): boolean =>
  (isList(model) || model.depth > 0) &&
  activationsOf(model).some((name) => activationMeta[name].traits.canDie);

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
    const parameters = await session.parameters();
    let confusion: number[][] = [];
    yield* measured(rest, keeper, async (pause) => {
      confusion = isNamed(parameters)
        ? confusionOf(await outputsOf(session, data, pause), data)
        : await confusionMatrix({ trial, parameters }, data, pause);
    });
    yield { type: 'classes', classes: { ...classes, confusion } };
  }
  if (data.task === 'regression') {
    const targets = targetStatistics(data);
    yield { type: 'baseline', baseline: meanBaseline(data), targets };
  }
  if (hasUnitsThatDie(trial)) {
    const parameters = await session.parameters();
    let deadUnits: DeadUnits = { shares: [], rows: 0 };
    yield* measured(rest, keeper, async (pause) => {
      deadUnits = isNamed(parameters)
        ? await (await import('./dead-units.ts')).deadInList(trial, parameters, data, pause)
        : await findDeadUnits(parameters, data, pause);
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
