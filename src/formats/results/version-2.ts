/** What reading a document of version 2 needs. */
import * as v from 'valibot';
import { partNames } from '../../catalog/kinds/metric.ts';
import { issue, type Issue } from '../../document/issue.ts';
import type { EpochRecord } from '../../document/results.ts';
import type { At, Version } from './check.ts';
import { byKey, recordsOf } from './columns.ts';
import type { ResultsDocument } from './document.ts';
import { baselineSchema, epochSchema } from './figures-schema.ts';
import type { trialSchema } from './schema.ts';
import { isSealed, sealsBroken } from './seal.ts';
import { figuresSeals, recordSeal } from './seals.ts';
import { reasonOf, recordedTrial } from './trial.ts';

type Result = v.InferOutput<typeof trialSchema>;

/** @param found the document as read: its hashes cover more than the schema keeps */
export const version2Of = (found: ResultsDocument<Float32Array>): Version<Result> => ({
  trialOf: (result, plan, row, at) => {
    const issues = [...endIssues(result, at), ...figureIssues(result, at)];
    if (issues.length > 0) return { trial: null, issues };
    const records = recordsOf(
      result.epochs,
      result.figures,
      result.rates,
    ) as unknown as EpochRecord[];
    return { trial: recordedTrial(result, records, plan, row), issues };
  },
  epochPath: (index) => `epochs.${index}`,
  lossesPath: 'losses',
  mayLackLosses: true,
  seals: async (hash) => {
    if (!isSealed(found)) return [];
    const figures = await figuresSeals(found, hash);
    return sealsBroken(found, figures, () => recordSeal(found, figures));
  },
});

function endIssues({ status, end, epochs, losses }: Result, at: At): Issue[] {
  const reason = reasonOf[status];
  if (end.reason !== reason) {
    return [issue(at('end.reason'), `'${reason}', as its status says`, end.reason)];
  }
  const epoch = epochs.at(-1) ?? 0;
  if (end.epoch !== epoch) return [issue(at('end.epoch'), `${epoch}, its last`, end.epoch)];
  const known = [end.step, end.loss].filter((each) => each !== undefined).length;
  if (known === 1 || (known === 2 && status !== 'diverged')) {
    const expected = 'the step and the loss of a trial that diverged, or neither';
    return [issue(at('end'), expected, end)];
  }
  if (losses !== undefined && losses.count !== losses.data.length) {
    const expected = `${losses.data.length}, as many as there are`;
    return [issue(at('losses.count'), expected, losses.count)];
  }
  return [];
}

/** Columns as long as the list of epochs, with what every trial of a task has. */
function figureIssues({ epochs, figures, rates, baseline }: Result, at: At): Issue[] {
  if (rates !== undefined && rates.length !== epochs.length)
    return [issue(at('rates'), `${epochs.length} values, one for each epoch`, rates.length)];
  for (const part of partNames) {
    for (const [name, column] of Object.entries(figures[part] ?? {})) {
      if (column.length === epochs.length) continue;
      const expected = `${epochs.length} values, one for each epoch`;
      return [issue(at(`figures.${part}.${name}`), expected, column.length)];
    }
  }
  for (const [index, record] of recordsOf(epochs, figures).entries()) {
    if (v.is(epochSchema, record)) continue;
    const expected = `the figures of the training and the test part of epoch ${epochs[index]}`;
    return [issue(at('figures'), expected, record)];
  }
  if (baseline === undefined || v.is(baselineSchema, byKey(baseline.test, 'test'))) return [];
  return [issue(at('baseline.test'), 'the errors of a regression', baseline.test)];
}
