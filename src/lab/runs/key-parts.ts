/** The parts of a trial's key, before it is trained and after. */
import { knownChecksum } from '../../data/checksums.ts';
import type { PlannedTrial } from '../../document/expand.ts';
import type { DatasetIdentity } from '../../document/parameters.ts';
import { memberRevisions, type KeyParts } from '../../formats/artefact/key.ts';
import { engineBits } from '../../formats/results/engine-record.ts';
import type { EngineInfo } from '../../protocol/worker-api.ts';
import { expectedBits, type Machine } from '../kept/expected.ts';

export interface TrialKeys {
  /** Null where they are known only after the engine starts: on a GPU, or for data of unknown content. */
  expected(plan: PlannedTrial): Promise<KeyParts | null>;
  /** With the engine that computed it. Throws LabError as `checksum` does. */
  computed(plan: PlannedTrial, engine: EngineInfo): Promise<KeyParts>;
}

/** @param checksum for datasets whose checksum is not known in advance */
export function trialKeys(
  machine: Machine,
  checksum: (dataset: DatasetIdentity) => Promise<string>,
): TrialKeys {
  const parts = ({ id, trial }: PlannedTrial, engine: string, dataset: string): KeyParts => ({
    id,
    engine,
    members: memberRevisions(trial),
    datasets: { [trial.dataset.name]: dataset },
  });
  return {
    async expected(plan) {
      const dataset = knownChecksum(plan.trial.dataset);
      const bits = await expectedBits(plan.trial, machine);
      return dataset === null || bits === null ? null : parts(plan, bits, dataset);
    },
    async computed(plan, engine) {
      const { dataset } = plan.trial;
      return parts(plan, engineBits(engine), knownChecksum(dataset) ?? (await checksum(dataset)));
    },
  };
}
