/** A run as it is written first. */
import type { PlannedTrial } from '../../document/expand.ts';
import type { Experiment } from '../../document/schema.ts';
import type { ClassRecord } from '../../formats/results/document.ts';
import { labVersion } from '../../base/version.ts';
import { recordVersion } from './record-version.ts';
import { settingsHash, type StoredRun } from './stored-run.ts';

/** 128 random bits; `randomUUID` is for secure pages only. */
function newRunId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export interface NewRun extends ClassRecord {
  readonly experiment: Experiment;
  readonly plans: readonly Pick<PlannedTrial, 'id' | 'trial'>[];
  readonly machine: StoredRun['machine'];
  readonly userAgent: string;
  readonly datasets: Readonly<Record<string, string>>;
  /** In ms since 1970. */
  readonly started: number;
}

function copied({ classroom, ...experiment }: Experiment): StoredRun['experiment'] {
  const { lock, ...rest } = classroom ?? {};
  const forClass = lock === undefined ? rest : { ...rest, lock: [...lock] };
  return {
    ...experiment,
    notes: [...experiment.notes],
    trial: { ...experiment.trial },
    axes: experiment.axes.map(({ path, values }) => ({ path, values: [...values] })),
    ...(classroom === undefined ? {} : { classroom: forClass }),
  };
}

export const newRun = ({ experiment, plans, ...rest }: NewRun): StoredRun => ({
  version: recordVersion(plans.map(({ trial }) => trial)),
  id: newRunId(),
  name: experiment.title,
  experiment: copied(experiment),
  settings: settingsHash(experiment),
  status: 'running',
  ended: null,
  seconds: 0,
  lab: labVersion,
  ...rest,
  datasets: { ...rest.datasets },
  trials: plans.map(({ id }) => ({ id, key: null, status: 'waiting' as const, last: null })),
  imported: null,
});
