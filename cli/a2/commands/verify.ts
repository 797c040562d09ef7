/** `a2 verify`: trains again what files record, and says whether it comes to the same, bit for bit. */
import type { PlannedTrial } from '../../../src/experiment/expand.ts';
import { isSynthetic, tableOf } from '../../../src/experiment/parameters.ts';
import { isFinished } from '../../../src/experiment/trial-status.ts';
import type { TrainedModel } from '../../../src/model/types.ts';
import { weightsHash } from '../../../src/model/weights-hash.ts';
import { Pool } from '../../../src/pool/pool.ts';
import { isProven } from '../../../src/run/again.ts';
import { checksumsOf } from '../../../src/run/checksums.ts';
import { compareTrials } from '../../../src/run/compare.ts';
import type { TrialState } from '../../../src/run/state.ts';
import { comparisonText } from '../../../src/words/comparison.ts';
import { counted } from '../../../src/words/format.ts';
import { nameOf } from '../../../src/words/words.ts';
import { obtainDatasets, requireFolder } from '../datasets.ts';
import { Interrupt } from '../interrupt.ts';
import { invocation } from '../invocation.ts';
import { parseOptions, wholeNumber } from '../options.ts';
import { exitCodes, UsageProblem } from '../problem.ts';
import { readRecorded, type Recorded } from '../recorded.ts';
import { spawnTrialThread, thisMachine } from '../spawn.ts';
import { printed, shown } from '../streams.ts';
import { spaced } from '../terminal.ts';
import { mostWorkers, train } from '../train.ts';

const kinds = {
  workers: 'string',
  datasets: 'string',
  table: 'string',
  quiet: 'boolean',
} as const;

const help = `${invocation} verify <results.json | model.safetensors> ... [options]

Checks the hashes of results documents, bundles and models, then trains every trial in them again, on
the engine that it names, and compares every loss, every figure and the weights.

  --workers N      trials trained at once; as many as make sense here when left out
  --datasets DIR   folder with the published files, as for the command run
  --table FILE     the CSV file of trials on a table of one's own
  --quiet          no progress

What a PyTorch program computed is compared, too; it is rounded otherwise, so it is never verified.
Times and dates are what the file says: no training shows them.
Exit code: 0 when everything came to the same bits, 1 when something did not or could not be trained,
2 when the command line is wrong, 130 after Ctrl-C.
`;

export async function verify(args: readonly string[], root: string): Promise<number> {
  const { values, operands, help: asked } = parseOptions('verify', kinds, args);
  if (asked) {
    await shown(help);
    return exitCodes.done;
  }
  if (operands.length === 0) {
    throw new UsageProblem(
      `a2 verify needs a results document or a model, got nothing. See ${invocation} verify --help.`,
    );
  }
  const workers =
    values.workers === undefined ? null : wholeNumber('--workers', values.workers, 1, mostWorkers);
  await requireFolder(values.datasets);
  const recorded: Recorded[] = [];
  for (const file of operands) recorded.push(...(await readRecorded(file)));
  const needsTable = recorded.find(({ plan }) => tableOf(plan.trial.dataset) !== null);
  if (needsTable !== undefined && values.table === undefined) {
    throw new UsageProblem(
      `${needsTable.name} is about the table ${tableOf(needsTable.plan.trial.dataset)!.title}: name its file with --table FILE.`,
    );
  }
  if (recorded.length === 0) {
    await printed(`There is no trial that got to its end in ${operands.join(', ')}.\n`);
    return exitCodes.failed;
  }
  const interrupt = new Interrupt();
  const pool = new Pool({
    spawn: spawnTrialThread(values.table ?? null),
    machine: thisMachine(),
    shared: true,
  });
  try {
    const names = [...new Set(recorded.map(({ plan }) => plan.trial.dataset.name))];
    const quiet = values.quiet === true;
    const places = { root, given: values.datasets, quiet, signal: interrupt.signal };
    const datasetBase = await obtainDatasets(names, places);
    const setting = { pool, workers, datasetBase, quiet, signal: interrupt.signal };
    let verified = 0;
    for (const group of groupsOf(recorded)) {
      if (interrupt.signal.aborted) break;
      for (const { name, text, proven } of await verifyGroup(group, setting)) {
        if (proven) verified += 1;
        await printed(`${name}: ${spaced(text)}\n`);
      }
    }
    if (interrupt.signal.aborted) return exitCodes.interrupted;
    const all = counted(recorded.length, 'record');
    const standIns = names.filter(isSynthetic).map(nameOf).join(', ');
    const of = standIns === '' ? '' : ` (of ${standIns})`;
    await printed(
      `${spaced(verified === recorded.length ? `${all}${of}: verified.` : `${verified} of ${all}${of} verified.`)}\n`,
    );
    return verified === recorded.length ? exitCodes.done : exitCodes.failed;
  } finally {
    pool.close();
    interrupt.dispose();
  }
}

/** Trained together: those of one engine. */
function groupsOf(recorded: readonly Recorded[]): Recorded[][] {
  const groups = new Map<string, Recorded[]>();
  for (const each of recorded) {
    const key = JSON.stringify(each.machine);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()];
}

interface Setting {
  readonly pool: Pool;
  readonly workers: number | null;
  readonly datasetBase: string;
  readonly quiet: boolean;
  readonly signal: AbortSignal;
}

interface Verdict {
  readonly name: string;
  readonly text: string;
  readonly proven: boolean;
}

async function verifyGroup(
  group: readonly Recorded[],
  { pool, workers, datasetBase, quiet, signal }: Setting,
): Promise<Verdict[]> {
  const plans = new Map<string, PlannedTrial>(group.map(({ plan }) => [plan.id, plan]));
  const models = new Map<string, TrainedModel>();
  const onModel = (model: TrainedModel) => void models.set(model.id, model);
  const options = { ...group[0]!.machine, workers, datasetBase, onModel };
  const state = await train([...plans.values()], options, pool, signal, quiet);
  const checksums = await checksumsOf(state.trials, pool, datasetBase);
  const trained = new Map(state.trials.map((trial) => [trial.plan.id, trial]));
  const verdicts: Verdict[] = [];
  for (const record of group) {
    const again = trained.get(record.plan.id);
    const now = checksums[record.plan.trial.dataset.name] ?? null;
    verdicts.push({ name: record.name, ...(await verdictOf(record, again, now, models)) });
  }
  return verdicts;
}

async function verdictOf(
  { claim, plan, dataset }: Recorded,
  again: TrialState | undefined,
  checksum: string | null,
  models: ReadonlyMap<string, TrainedModel>,
): Promise<Omit<Verdict, 'name'>> {
  if (again === undefined || !isFinished(again)) {
    return { text: again?.error?.message ?? 'it was not trained again.', proven: false };
  }
  if (dataset !== null && checksum !== null && dataset !== checksum) {
    return {
      text: `it names other data: wanted the checksum ${checksum}, found "${dataset}".`,
      proven: false,
    };
  }
  if (claim.kind === 'trial') {
    const comparison = compareTrials(claim.trial, again);
    const text = comparisonText(claim.trial, again, comparison);
    return { text, proven: isProven(claim.trial, comparison) };
  }
  const model = models.get(plan.id);
  const proven = model !== undefined && (await weightsHash(model)) === claim.weights;
  return {
    text: proven
      ? 'its weights are equal, bit for bit'
      : 'its weights are not those that training comes to here',
    proven,
  };
}
