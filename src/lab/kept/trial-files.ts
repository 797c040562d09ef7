/**
 * A finished trial as a store of artefacts keeps it: KEY.json has its bits and KEY.losses its losses, the same whoever
 * trains it. When it was trained and by what, its circumstances, are kept beside them.
 */
import * as v from 'valibot';
import { trialSteps } from '../../document/parameters.ts';
import { memberRevisions } from '../../formats/artefact/key.ts';
import { lossesFile } from '../../formats/artefact/losses-file.ts';
import { lossesName, trialName } from '../../formats/artefact/names.ts';
import {
  readTrialArtefact,
  recordedOfArtefact,
  trialArtefactFile,
  type TrialArtefact,
} from '../../formats/artefact/trial-artefact.ts';
import { lossesHash } from '../../formats/results/losses-hash.ts';
import type { Bytes } from '../ports/artefacts.ts';
import type { LossesRecord } from '../ports/store.ts';
import { bitsOfStored, keyOf } from './new-trial.ts';
import { recordVersion } from './record-version.ts';
import { engineSchema, stateSchema, type StoredTrial } from './trial-schema.ts';
import { stateOf, type KeptTrial } from './stored-trial.ts';

/** Figures and hashes of a trial's state, which KEY.json has. */
const inFile = ['epochs', 'gradientNorms', 'deadUnits', 'baseline', 'classes', 'weights'] as const;

const others = v.omit(stateSchema, inFile);
const circumstancesSchema = v.object({
  engine: v.nullable(engineSchema),
  dataset: v.string(),
  lab: v.string(),
  userAgent: v.string(),
  /** When it ended, in ms since 1970. */
  at: v.pipe(v.number(), v.finite()),
  state: v.looseObject(others.entries),
});

export type KeptCircumstances = v.InferOutput<typeof circumstancesSchema>;

export interface TrialFiles {
  readonly key: string;
  /** The losses come first: where KEY.json is, the trial is whole. */
  readonly files: readonly { readonly name: string; readonly content: Bytes }[];
  readonly circumstances: KeptCircumstances;
}

/** Throws LabError `internal` if the trial is not finished. */
export async function trialFiles(stored: StoredTrial): Promise<TrialFiles> {
  const { id, trial, engine, dataset, lab, userAgent, at, losses } = stored;
  const key = keyOf(stored);
  const state = stateOf(stored, { id, trial, values: {} });
  const parts = {
    id,
    engine: bitsOfStored(stored),
    members: memberRevisions(trial),
    datasets: { [trial.dataset.name]: dataset },
  };
  const json = { name: trialName(key), content: await trialArtefactFile(state, parts) };
  const beside =
    losses.length === 0 ? [] : [{ name: lossesName(key), content: lossesFile(losses) }];
  const left = Object.entries(stored.state).filter(
    ([name]) => !(inFile as readonly string[]).includes(name),
  );
  return {
    key,
    files: [...beside, json],
    circumstances: {
      engine,
      dataset,
      lab,
      userAgent,
      at,
      state: Object.fromEntries(left) as KeptCircumstances['state'],
    },
  };
}

export type ReadTrial =
  | { readonly ok: true; readonly trial: KeptTrial }
  | { readonly ok: false; readonly newer: boolean };

/**
 * What `trialFiles` wrote, with the losses where they are.
 * @param circumstances as written; of another program's artefacts there are none
 */
export async function readTrialFiles(
  key: string,
  json: Uint8Array,
  circumstances: unknown,
  lossesOf: (record: LossesRecord) => KeptTrial['losses'],
): Promise<ReadTrial> {
  const read = await readTrialArtefact(json, key);
  if (!read.ok) return { ok: false, newer: read.newer };
  const artefact = read.value;
  const { parts, trial, figures, losses, weights } = artefact;
  const found = v.safeParse(circumstancesSchema, circumstances);
  const around = found.success ? found.output : unknownCircumstances(artefact);
  if (around === null) return { ok: false, newer: true };
  const { state, ...rest } = around;
  const record = losses ?? { count: 0, sha256: await lossesHash(new Float32Array(0)) };
  return {
    ok: true,
    trial: {
      version: recordVersion([trial]),
      id: parts.id,
      trial,
      ...rest,
      state: v.parse(stateSchema, {
        ...state,
        ...figures,
        ...(weights === null ? {} : { weights }),
      }),
      losses: lossesOf(record),
      lossesHash: record.sha256,
    },
  };
}

/** Of an artefact that came without; null if this lab does not know how it ended. */
function unknownCircumstances(artefact: TrialArtefact): KeptCircumstances | null {
  const recorded = recordedOfArtefact(artefact, new Float32Array(0));
  if (recorded === null) return null;
  const { engine, status, otherEngine, error } = recorded;
  const { trial, parts, losses } = artefact;
  return {
    engine,
    dataset: parts.datasets[trial.dataset.name] ?? 'unknown',
    lab: 'unknown',
    userAgent: 'unknown',
    at: 0,
    state: {
      status: status === 'done' ? 'done' : 'diverged',
      stepsDone: status === 'done' ? trialSteps(trial) : (losses?.count ?? 0),
      stepsTotal: trialSteps(trial),
      seconds: 0,
      error,
      ...(otherEngine === undefined ? {} : { otherEngine }),
    },
  };
}
