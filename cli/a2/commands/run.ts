/** `a2 run`: trains an experiment's trials on worker threads. */
import { engineChoices } from '../../../src/catalog/lookup/engine.ts';
import { Pool } from '../../../src/pool/pool.ts';
import { trainingOn } from '../../../src/lab/on-pool.ts';
import { programSession, startUntil } from '../../../src/lab/session/program.ts';
import type { RunState } from '../../../src/lab/state.ts';
import { stat } from 'node:fs/promises';
import { isSynthetic, tableOf } from '../../../src/document/parameters.ts';
import { isFinished } from '../../../src/document/trial-status.ts';
import type { TrainedModel } from '../../../src/protocol/trained-model.ts';
import { plannedText } from '../../../src/text/run.ts';
import { nameOf } from '../../../src/text/labels.ts';
import { obtainDatasets, requireFolder } from '../datasets.ts';
import { deliverResults } from '../deliver-results.ts';
import { csvHelp, csvKinds, csvOf } from '../csv-options.ts';
import { readPlan, type Plan } from '../documents.ts';
import { Interrupt } from '../interrupt.ts';
import { openModelFolder } from '../models.ts';
import { invocation } from '../invocation.ts';
import { oneOf, oneOperand, parseOptions, wholeNumber } from '../options.ts';
import { openOutput } from '../output.ts';
import { exitCodes, UsageProblem } from '../problem.ts';
import { resultsJson } from '../results.ts';
import { predictionOf, predictionText } from '../prediction.ts';
import { forStudent, studentText } from '../student.ts';
import { spawnTrialThread, thisMachine } from '../spawn.ts';
import { shown, told } from '../streams.ts';
import { withFormat } from '../table-format.ts';
import { maxWorkers, withProgress } from '../train.ts';
import { engineText } from '../troubles.ts';

const kinds = {
  out: 'string',
  models: 'string',
  workers: 'string',
  engine: 'string',
  relaxed: 'boolean',
  datasets: 'string',
  table: 'string',
  ...csvKinds,
  student: 'string',
  predict: 'string',
  quiet: 'boolean',
} as const;

const help = `${invocation} run <experiment.json | preset | -> [options]

Trains all trials of an experiment. The standard output gets a table of the results,
the standard error everything else.

  --out FILE       write the results document, "-" for the standard output instead of the table
  --models DIR     write what each trial has learnt, as a safetensors file in this folder
  --workers N      trials trained at once; as many as make sense here when left out
  --engine NAME    ${engineChoices.join(', ')}; auto when left out
  --relaxed        let the engine wasm use fused multiply-adds: faster on some
                   processors, with other last digits
  --datasets DIR   folder with the published files; else the local cache is used, which is
                   filled from the folder A2_DATASETS or by download
  --table FILE     the CSV file of an experiment on a table of one's own; it is checked by
                   its sha256, and read as the experiment says unless one of these says
                   otherwise; the command table shows what becomes of it:
${csvHelp}  --student ID     the student's own seed, as the page derives it from the id; the results
                   document keeps both
  --predict TEXT   your answer to the question that the experiment asks before it is run;
                   the results document keeps it with the date
  --quiet          no progress

Ctrl-C, a closed terminal (SIGHUP), SIGQUIT and SIGTERM end the run and keep what is finished; a
second one ends the program at once. The files are written before anything is printed. What could
not be written where it was wanted (a full disk, a closed pipe) is put beside it or among the
temporary files, and the standard error says where.
Exit code: 0 when every trial is done or diverged and the results lie where they were wanted; a
table that nobody read to its end matters only where it was all that was asked for. 1 when a trial
failed or was cancelled, or the results lie elsewhere, 2 when the command line is wrong, 130 when
the run was stopped.
`;

export async function run(args: readonly string[], root: string): Promise<number> {
  const { values, operands, help: asked } = parseOptions('run', kinds, args);
  if (asked) {
    await shown(help);
    return exitCodes.done;
  }
  const source = oneOperand('run', 'one experiment (a file, a preset or -)', operands);
  const engine = oneOf('--engine', values.engine ?? 'auto', engineChoices);
  const workers =
    values.workers === undefined ? null : wholeNumber('--workers', values.workers, 1, maxWorkers);
  await requireFolder(values.datasets);
  const written = await withFormat(await readPlan(source, root), values.table, csvOf(values));
  const { plan, student } = forStudent(written, values.student);
  const prediction = predictionOf(plan, values.predict, new Date());
  const out = values.out === undefined ? null : await openOutput('--out', values.out);
  const models =
    values.models === undefined ? null : await openModelFolder('--models', values.models, plan);

  const quiet = values.quiet === true;
  const tell = (text: string) => {
    if (!quiet && text !== '') told(text);
  };
  const interrupt = new Interrupt();
  const pool = new Pool({
    spawn: spawnTrialThread(values.table ?? null),
    machine: thisMachine(),
    shared: true,
  });
  try {
    const names = [...new Set(plan.trials.map(({ trial }) => trial.dataset.name))];
    await requireTable(plan, values.table);
    const places = { root, given: values.datasets, quiet, signal: interrupt.signal };
    const datasetBase = await obtainDatasets(names, places);
    for (const name of names.filter(isSynthetic)) {
      tell(`${nameOf(name)}: generated data, not the real ones.`);
    }
    tell(`${plan.experiment.name}: ${plannedText(plan.trials)}`);
    tell(studentText(plan, student));
    tell(predictionText(plan, prediction));
    const onModel = (model: TrainedModel) => models?.take(model);
    const training = withProgress(
      trainingOn(() => pool, datasetBase, onModel),
      quiet,
    );
    const machine = { engine, workers, deterministic: values.relaxed !== true };
    const session = programSession({ ...plan, machine }, training);
    await startUntil(session, interrupt.signal);
    const { state } = session;
    tell(engineText(state));
    for (const notice of state.notices ?? []) tell(notice);
    const interrupted =
      interrupt.signal.aborted && state.trials.some(({ status }) => status === 'cancelled');
    const json = () =>
      resultsJson(plan.experiment, state, pool, datasetBase, {
        ...(student === null ? {} : { student }),
        ...(prediction === null ? {} : { prediction }),
      });
    const { signal } = interrupt;
    const whole = await deliverResults({ ...plan, state, out, models, json, tell, signal });
    if (!whole) return exitCodes.failed;
    return interrupted ? exitCodes.interrupted : exitCodeOf(state);
  } finally {
    pool.close();
    interrupt.dispose();
  }
}

/** Throws UsageProblem where the experiment's table is not given, or a file that cannot be read. */
async function requireTable({ trials }: Plan, given: string | undefined): Promise<void> {
  const table = trials.map(({ trial }) => tableOf(trial.dataset)).find((each) => each !== null);
  if (given === undefined) {
    if (table === undefined) return;
    throw new UsageProblem(
      `The experiment is about the table ${table.title}: name its file with --table FILE (sha256 ${table.sha256}).`,
    );
  }
  if (table === undefined) {
    throw new UsageProblem('--table: the experiment is about no table of your own.');
  }
  if ((await stat(given).catch(() => null))?.isFile() === true) return;
  throw new UsageProblem(
    `--table: wanted the file of ${table.title}, got "${given}", which is none.`,
  );
}

const exitCodeOf = ({ trials }: RunState): number =>
  trials.every(isFinished) ? exitCodes.done : exitCodes.failed;
