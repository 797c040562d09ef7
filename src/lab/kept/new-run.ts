/** A run as it is written first. */
import type { PlannedTrial } from '../../document/expand.ts';
import type { Experiment } from '../../document/schema.ts';
import type { ClassRecord } from '../../formats/results/document.ts';
import { labVersion } from '../../base/version.ts';
import { randomName } from '../runs/random-name.ts';
import { recordVersion } from './record-version.ts';
import { settingsHash, waitingEntry, withTrials, type StoredRun } from './stored-run.ts';

export interface NewRun extends ClassRecord {
  readonly experiment: Experiment;
  readonly plans: readonly Pick<PlannedTrial, 'id' | 'trial'>[];
  readonly machine: StoredRun['machine'];
  readonly userAgent: string;
  readonly datasets: Readonly<Record<string, string>>;
  /** In ms since 1970. */
  readonly started: number;
  readonly search?: Record<string, unknown>;
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

export const newRun = ({ experiment, plans, ...rest }: NewRun): StoredRun =>
  withTrials(
    {
      version: recordVersion(plans.map(({ trial }) => trial)),
      id: randomName(),
      name: experiment.title,
      experiment: copied(experiment),
      settings: settingsHash(experiment),
      status: 'running' as const,
      ended: null,
      seconds: 0,
      lab: labVersion,
      ...rest,
      datasets: { ...rest.datasets },
      imported: null,
    },
    plans.map(({ id }) => waitingEntry(id)),
  );
