/** `a2 verify`: retrains what files record, and reports whether the results are equal bit for bit. */
import { isSynthetic, tableOf } from '../../../src/document/parameters.ts';
import { Pool } from '../../../src/pool/pool.ts';
import { trainingOn } from '../../../src/lab/on-pool.ts';
import { isTrue, verify as verifyRecords, type Verdict } from '../../../src/lab/verify.ts';
import { comparisonText } from '../../../src/text/comparison.ts';
import { counted } from '../../../src/base/numbers.ts';
import { nameOf } from '../../../src/text/labels.ts';
import { obtainDatasets, requireFolder } from '../datasets.ts';
import { Interrupt } from '../interrupt.ts';
import { invocation } from '../invocation.ts';
import { parseOptions, wholeNumber } from '../options.ts';
import { exitCodes, UsageProblem } from '../problem.ts';
import { readRecorded, type RecordedInFile } from '../recorded.ts';
import { spawnTrialThread, thisMachine } from '../spawn.ts';
import { printed, shown } from '../streams.ts';
import { spaced } from '../terminal.ts';
import { maxWorkers, withProgress } from '../train.ts';

const kinds = {
  workers: 'string',
  datasets: 'string',
  table: 'string',
  quiet: 'boolean',
} as const;

const help = `${invocation} verify <results.json | model.safetensors> ... [options]

Checks the hashes of results documents, bundles and models, then retrains every trial in them on
the engine that it names, and compares every loss, every figure and the weights.

  --workers N      trials trained in parallel (default: chosen for this machine)
  --datasets DIR   folder with the published files, as for the command run
  --table FILE     the CSV file of trials on your own table
  --quiet          no progress

Results of a PyTorch program are compared too, but they are rounded differently and never verified.
Times and dates are what the file says; training cannot confirm them.
Exit code: 0 when everything gave the same bits, 1 when something did not or could not be trained,
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
    values.workers === undefined ? null : wholeNumber('--workers', values.workers, 1, maxWorkers);
  await requireFolder(values.datasets);
  const recorded: RecordedInFile[] = [];
  for (const file of operands) recorded.push(...(await readRecorded(file)));
  const needsTable = recorded.find(({ plan }) => tableOf(plan.trial.dataset) !== null);
  if (needsTable !== undefined && values.table === undefined) {
    throw new UsageProblem(
      `${needsTable.name} uses the table ${tableOf(needsTable.plan.trial.dataset)!.title}. Give its file with --table FILE.`,
    );
  }
  if (recorded.length === 0) {
    await printed(`No finished trial in ${operands.join(', ')}.\n`);
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
    const training = withProgress(
      trainingOn(() => pool, datasetBase),
      quiet,
    );
    const verdicts = new Map<RecordedInFile, Verdict>();
    await verifyRecords(recorded, training, {
      workers,
      signal: interrupt.signal,
      tell: (record, verdict) => verdicts.set(record, verdict),
    });
    for (const [{ name }, verdict] of inOrder(recorded, verdicts)) {
      await printed(`${name}: ${spaced(verdictText(verdict))}\n`);
    }
    const verified = [...verdicts.values()].filter(isTrue).length;
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

/** In the order of the files, whichever was trained first. */
const inOrder = (
  recorded: readonly RecordedInFile[],
  verdicts: ReadonlyMap<RecordedInFile, Verdict>,
): (readonly [RecordedInFile, Verdict])[] =>
  recorded.flatMap((record) => {
    const verdict = verdicts.get(record);
    return verdict === undefined ? [] : [[record, verdict] as const];
  });

function verdictText(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'trial':
      return comparisonText(verdict.recorded, verdict.again, verdict.comparison);
    case 'model':
      return verdict.proven
        ? 'its weights are equal, bit for bit'
        : 'its weights differ from those that training gives here';
    case 'other data':
      return `it names different data: wanted the checksum ${verdict.wanted}, found "${verdict.found}".`;
    case 'none':
      return verdict.error?.message ?? 'it was not retrained.';
    default:
      return verdict satisfies never;
  }
}
