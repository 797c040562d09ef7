import { assert } from 'chai';
import { activationHelp } from '../../src/catalog/registry/activation.help.ts';
import { activationMeta } from '../../src/catalog/registry/activation.meta.ts';
import { datasetHelp } from '../../src/catalog/registry/dataset.help.ts';
import { datasetMeta } from '../../src/catalog/registry/dataset.meta.ts';
import { engineHelp } from '../../src/catalog/registry/engine.help.ts';
import { engineMeta } from '../../src/catalog/registry/engine.meta.ts';
import { initHelp } from '../../src/catalog/registry/init.help.ts';
import { initMeta } from '../../src/catalog/registry/init.meta.ts';
import { layerHelp } from '../../src/catalog/registry/layer.help.ts';
import { layerMeta } from '../../src/catalog/registry/layer.meta.ts';
import { lossHelp } from '../../src/catalog/registry/loss.help.ts';
import { lossMeta } from '../../src/catalog/registry/loss.meta.ts';
import { metricHelp } from '../../src/catalog/registry/metric.help.ts';
import { metricMeta } from '../../src/catalog/registry/metric.meta.ts';
import { optimizerHelp } from '../../src/catalog/registry/optimizer.help.ts';
import { optimizerMeta } from '../../src/catalog/registry/optimizer.meta.ts';
import { scheduleMeta } from '../../src/catalog/registry/schedule.meta.ts';
import { inOrder } from '../../src/catalog/kinds/members.ts';
import { datasetNames, type TrialDocument } from '../../src/document/schema.ts';
import { liveExample } from '../../src/lab/live/experiment.ts';
import { explained, glossary } from '../../src/ui/elements/help/explained.ts';
import { groupsOf } from '../../src/ui/elements/settings-form/groups.ts';
import type { MemberHelp } from '../../src/catalog/kinds/help.ts';

const kinds: Readonly<
  Record<
    string,
    readonly [Readonly<Record<string, object>>, Readonly<Record<string, MemberHelp | undefined>>]
  >
> = {
  activation: [activationMeta, activationHelp],
  dataset: [datasetMeta, datasetHelp],
  engine: [engineMeta, engineHelp],
  initialisation: [initMeta, initHelp],
  layer: [layerMeta, layerHelp],
  loss: [lossMeta, lossHelp],
  metric: [metricMeta, metricHelp],
  optimiser: [optimizerMeta, optimizerHelp],
};

/** The members of the choice that a setting belongs to; otherwise those of the test. */
const chosenFor = (
  path: string,
  chosen: Readonly<Record<string, readonly string[]>>,
  member: readonly string[],
): readonly string[] => {
  const [choice = ''] = path.split('.');
  return path === `${choice}.name` ? member : (chosen[choice] ?? member);
};

describe('the explanations in the catalog', () => {
  for (const [kind, [metas, helps]] of Object.entries(kinds)) {
    it(`are there for each ${kind}, and for each setting of its own`, () => {
      for (const [name, meta] of Object.entries(metas)) {
        const help = helps[name];
        assert.isNotEmpty(help?.text, name);
        const fields = Object.keys('fields' in meta ? (meta.fields as object) : {});
        assert.sameMembers(Object.keys(help?.fields ?? {}), fields, name);
      }
    });
  }

  it('are there for every setting that a form has for any member', () => {
    const first = liveExample.trial as TrialDocument;
    const settings = [
      ...datasetNames.map((name) => ({ dataset: { name } })),
      ...inOrder(optimizerMeta).map((name) => ({ optimizer: { name, learningRate: 0.1 } })),
      ...inOrder(initMeta).map((name) => ({ init: { name } })),
      ...inOrder(scheduleMeta).map((name) => ({ schedule: { name } })),
      ...inOrder(lossMeta).map((name) => ({
        loss: { name },
        dataset: {
          name: lossMeta[name].targets === 'class' ? 'fashion-synthetic' : 'housing-synthetic',
        },
      })),
    ];
    for (const setting of settings) {
      const trial = { ...first, ...setting };
      const member = Object.values<{ readonly name: string }>(setting).map(({ name }) => name);
      const optimizer = 'optimizer' in setting ? member : [first.optimizer.name];
      const loss = 'loss' in setting ? member : inOrder(lossMeta);
      const schedule = 'schedule' in setting ? member : [];
      for (const { fields } of groupsOf({ ...liveExample, trial }))
        for (const { path } of fields)
          assert.isNotEmpty(
            explained(path, chosenFor(path, { optimizer, loss, schedule }, member)),
            `${path} of ${member.join()}`,
          );
    }
    assert.isNotEmpty(explained('dataset.noise', []));
  });

  it('stand in the glossary, each under an address of its own', () => {
    const ids = glossary().flatMap(({ entries }) => entries.map(({ id }) => id));
    assert.lengthOf(new Set(ids), ids.length);
    assert.includeMembers(
      ids,
      datasetNames.map((name) => `dataset.${name}`),
    );
  });
});
