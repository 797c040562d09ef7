/** The members of the catalog that a trial is made of. */
import type { Meta } from '../catalog/kinds/members.ts';
import { isListed } from '../catalog/lookup/dataset.ts';
import { activationMeta } from '../catalog/registry/activation.meta.ts';
import { datasetMeta } from '../catalog/registry/dataset.meta.ts';
import { initMeta } from '../catalog/registry/init.meta.ts';
import { layerMeta } from '../catalog/registry/layer.meta.ts';
import { lossMeta } from '../catalog/registry/loss.meta.ts';
import { metricMeta } from '../catalog/registry/metric.meta.ts';
import { optimizerMeta } from '../catalog/registry/optimizer.meta.ts';
import { scheduleMeta } from '../catalog/registry/schedule.meta.ts';
import { askedBy } from './asked.ts';
import { activationsOf, isList, layerNamesOf } from './network-form.ts';
import type { Trial } from './schema.ts';

export interface Member {
  /** Its folder in the catalog: "optimizer/adam". */
  readonly path: string;
  readonly meta: Meta;
}

/** A user's table is none of the catalog's. */
export const membersOf = (trial: Trial): Member[] => {
  const { model, init, optimizer, schedule, loss, dataset } = trial;
  return [
    ...activationsOf(model).map((name) => ({
      path: `activation/${name}`,
      meta: activationMeta[name],
    })),
    ...(isList(model) ? layerNamesOf(model.layers) : []).map((name) => ({
      path: `layer/${name}`,
      meta: layerMeta[name],
    })),
    { path: `init/${init.name}`, meta: initMeta[init.name] },
    { path: `optimizer/${optimizer.name}`, meta: optimizerMeta[optimizer.name] },
    ...(loss === undefined ? [] : [{ path: `loss/${loss.name}`, meta: lossMeta[loss.name] }]),
    ...(schedule === undefined
      ? []
      : [{ path: `schedule/${schedule.name}`, meta: scheduleMeta[schedule.name] }]),
    ...(isListed(dataset.name)
      ? [{ path: `dataset/${dataset.name}`, meta: datasetMeta[dataset.name] }]
      : []),
    ...askedBy(trial).map((name) => ({ path: `metric/${name}`, meta: metricMeta[name] })),
  ];
};
