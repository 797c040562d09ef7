/** The npm package's API in Node: the same runs, on worker threads and with datasets from the disk. */
import { fileURLToPath } from 'node:url';
import { folder } from '../../src/surfaces/api/configure.ts';
import {
  startedRun,
  type ExperimentHandle,
  type HostPlatform,
  type RunExperimentOptions,
} from '../../src/surfaces/api/run-experiment.ts';
import { SharedPool } from '../../src/surfaces/api/shared-pool.ts';
import { availability, type Availability } from '../../src/data/availability.ts';
import type { RealDatasetName } from '../../src/data/files.ts';
import { realDatasets } from '../../src/data/registry.ts';
import { asBase, atHand } from '../a2/datasets.ts';
import { nodeAgent } from '../a2/results.ts';
import { spawnTrialThread, thisMachine } from '../a2/spawn.ts';

export const sharedPool = new SharedPool({
  spawn: spawnTrialThread(null),
  machine: thisMachine(),
  shared: true,
});

const platform: HostPlatform = {
  // A file path is not a URL, although `C:\data` looks like one.
  folder: (given) =>
    given === null || given === '' || /^(https?|file):/i.test(given)
      ? folder(given)
      : asBase(given),
  availability: (base, signal) =>
    base.startsWith('file:') ? onDisk(base) : availability(base, signal),
  userAgent: nodeAgent,
  // Idle threads would keep the program from ending.
  closes: true,
};

/** Files on the disk need no download, so they count as cached. */
async function onDisk(base: string): Promise<Record<RealDatasetName, Availability>> {
  const given = fileURLToPath(base);
  const entries = realDatasets.map(async (name): Promise<[RealDatasetName, Availability]> => {
    const here = (await atHand(name, { root: given, given })) === 'here';
    return [name, { available: here, bytes: 0, cached: here }];
  });
  return Object.fromEntries(await Promise.all(entries)) as Record<RealDatasetName, Availability>;
}

/** As on a page; `datasets` may also be a folder on the disk, as a path or a file: URL. */
export function runExperiment(
  document: unknown,
  options: RunExperimentOptions = {},
): ExperimentHandle {
  return startedRun(document, options, sharedPool, platform);
}
