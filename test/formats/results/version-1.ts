/** Writes results documents of version 1, as earlier labs did: what the lab reads for ever. */
import { endOf } from '../../../src/document/trial-status.ts';
import type { ProvenanceRecord } from '../../../src/formats/results/document.ts';
import { hashOfHashes, lossesHash } from '../../../src/formats/results/losses-hash.ts';
import { provenanceRecordOf } from '../../../src/formats/results/provenance-record.ts';
import { provenanceOf } from '../../../src/formats/results/provenance.ts';
import { engineText, trialResult, type RecordedTrial } from '../../../src/formats/results/trial.ts';
import type {
  ResultsDocument1,
  TrialResult1,
} from '../../../src/formats/results/version-1/document.ts';
import { LossList } from '../../../src/formats/results/version-1/loss-list.ts';
import {
  figuresSeal1,
  figuresSeals1,
  recordSeal1,
} from '../../../src/formats/results/version-1/seals.ts';
import { classRecord, type RecordedRun } from '../../../src/formats/results/write.ts';

export function trialResult1(trial: RecordedTrial): TrialResult1<readonly number[]> {
  const { gradientNorms } = trialResult(trial);
  return {
    id: trial.plan.id,
    values: trial.plan.values,
    status: endOf(trial),
    seconds: trial.seconds,
    engine: engineText(trial),
    epochs: trial.epochs,
    ...(trial.batchLosses.length > 0 ? { batchLosses: [...trial.batchLosses] } : {}),
    ...(gradientNorms === undefined ? {} : { gradientNorms }),
    ...(trial.deadUnits === undefined ? {} : { deadUnits: trial.deadUnits }),
    ...(trial.baseline === undefined ? {} : { baseline: trial.baseline }),
    ...(trial.classes === undefined ? {} : { classes: trial.classes }),
    ...(trial.error === null ? {} : { error: trial.error }),
  };
}

type Written = ResultsDocument1<readonly number[]>;

const held = ({ batchLosses, ...result }: TrialResult1<readonly number[]>): TrialResult1 => ({
  ...result,
  ...(batchLosses === undefined
    ? {}
    : { batchLosses: new LossList(Float32Array.from(batchLosses), null) }),
});

/** The document as its reader holds it. */
export const heldDocument1 = (document: Written): ResultsDocument1 => ({
  ...document,
  trials: document.trials.map(held),
});

async function passportOf({
  experiment,
  trials,
  passport,
}: RecordedRun): Promise<ProvenanceRecord> {
  const { started } = passport as { readonly started: number };
  const record = await provenanceRecordOf(experiment, trials, started);
  const rows = await Promise.all(
    record.trials.map(async (row) => {
      const trial = trials.find(({ plan }) => plan.id === row.id)!;
      const figures = await figuresSeal1(held(trialResult1(trial)), trial.weights, lossesHash);
      return { ...row, figures };
    }),
  );
  const losses = await hashOfHashes(rows.map((row) => row.losses));
  return { ...record, trials: rows, losses };
}

/** Sealed, as the lab wrote it last. */
export async function resultsDocument1(run: RecordedRun): Promise<Written> {
  const { experiment, trials, environment } = run;
  const provenance = provenanceOf(trials);
  const document: Written = {
    format: 'a2-results',
    version: 1,
    experiment,
    environment,
    trials: trials.map(trialResult1),
    ...(provenance === 'here' ? {} : { provenance }),
    passport: await passportOf(run),
    ...classRecord(run),
  };
  return withRecord1(document);
}

export async function withRecord1(document: Written): Promise<Written> {
  const { passport } = document;
  if (passport === undefined) return document;
  const whole = heldDocument1(document);
  const record = await recordSeal1(whole, await figuresSeals1(whole, lossesHash));
  return { ...document, passport: { ...passport, record } };
}
