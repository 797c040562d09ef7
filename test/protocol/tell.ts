/** `node test/fuzz.mjs --programs N`: compares, and prints the result to standard output. */
import { pythonsWithTorch } from '../support/python.mjs';
import { compareAll, hasDatasets, type DocumentReport, type TrialReport } from './harness.ts';

export interface TellOptions {
  readonly seed: number;
  readonly count: number;
  readonly only?: number | undefined;
  readonly keep?: string | undefined;
}

const every = 25;

/** Returns the exit code: 0 where all agree, 1 where one does not, 2 where nothing could be compared. */
export async function tellPrograms(options: TellOptions): Promise<number> {
  const pythons = pythonsWithTorch();
  if (pythons.length === 0) {
    console.error('fuzz: no Python with torch and numpy is here; A2_PYTHON names one');
    return 2;
  }
  if (!hasDatasets) {
    console.error('fuzz: the datasets are not here; A2_DATASETS names their folder');
    return 2;
  }
  const { seed, count, only } = options;
  console.log(
    `Seed ${seed}: ${only === undefined ? `${count} experiments` : `experiment ${only}`}, PyTorch ${pythons.map(({ version }) => version).join(' and ')}`,
  );
  const reports: DocumentReport[] = [];
  for await (const report of compareAll({
    ...options,
    pythons: pythons.map((each) => each.python),
  })) {
    reports.push(report);
    if (report.found.length > 0) tell(report, options);
    if (reports.length % every === 0) console.log(`${reports.length} of ${count}`);
  }
  const wrong = reports.filter(({ found }) => found.length > 0).length;
  console.log(summary(reports));
  console.log(`${reports.length - wrong} of ${reports.length} experiments agree, ${wrong} do not`);
  return wrong > 0 ? 1 : 0;
}

function tell({ experiment, found }: DocumentReport, { seed, count }: TellOptions): void {
  console.log(
    `\nExperiment ${experiment.number} disagrees: ${JSON.stringify(experiment.document)}`,
  );
  for (const each of found) console.log(`  ${each}`);
  console.log(
    `  Again: node test/fuzz.mjs --programs ${count} --seed ${seed} --only ${experiment.number} --keep FOLDER\n`,
  );
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** When rounding shows, and how near the lab is before. */
function summary(reports: readonly DocumentReport[]): string {
  const trials = reports.flatMap((report) => report.trials);
  const trained = trials.filter(({ steps }) => steps > 0);
  const steps = trained.reduce((sum, trial) => sum + trial.steps, 0);
  const worst = Math.max(0, ...trials.map((trial) => trial.worst));
  return [
    `${trials.length} trials, ${trained.length} of them trained, ${steps} steps`,
    partingText('with other rounding', trained, ({ parting }) => parting.step),
    partingText('in the other PyTorchs', trained, ({ parting }) => parting.versions),
    `before the first parting the lab is within ${worst.toExponential(1)} of the program, relatively`,
  ].join('\n');
}

function partingText(
  where: string,
  trials: readonly TrialReport[],
  step: (trial: TrialReport) => number | null,
): string {
  const at = trials.flatMap((trial) => step(trial) ?? []);
  const when =
    at.length === 0
      ? ''
      : `, first at step ${Math.min(...at)}, in the median at step ${median(at)}`;
  return `losses part by 1e-5 ${where} in ${at.length} of ${trials.length} trials${when}`;
}
