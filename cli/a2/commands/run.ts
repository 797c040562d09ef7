/** `a2 run`: trains an experiment's trials on worker threads. */
import { engineChoices } from '../../../src/catalog/lookup/engine.ts';
import { Pool } from '../../../src/pool/pool.ts';
import { programSession, startUntil } from '../../../src/lab/session/program.ts';
import type { RunState } from '../../../src/lab/state.ts';
import { stat } from 'node:fs/promises';
import { isSynthetic, tableOf } from '../../../src/document/parameters.ts';
import { isFinished } from '../../../src/document/trial-status.ts';
import { manyLosses, recordedLosses } from '../../../src/lab/recording.ts';
import { recordingText } from '../../../src/text/recording.ts';
import { plannedText } from '../../../src/text/run.ts';
import { nameOf } from '../../../src/text/labels.ts';
import { obtainDatasets, requireFolder } from '../datasets.ts';
import { deliverResults } from '../deliver-results.ts';
import { csvHelp, csvKinds, csvOf } from '../csv-options.ts';
import { readPlan, type Plan } from '../documents.ts';
import { explanationText } from '../explanation.ts';
import { Interrupt } from '../interrupt.ts';
import { openModelFolder } from '../models.ts';
import { invocation } from '../invocation.ts';
import { oneOf, oneOperand, parseOptions, wholeNumber } from '../options.ts';
import { openOutput } from '../output.ts';
import { asOneRun, openKeptRuns, type KeptRuns } from '../run-folder/kept-runs.ts';
import { runPlace } from '../run-folder/place.ts';
import { reporter } from '../run-folder/reporter.ts';
import { defaultSeconds, secondsOf } from '../run-folder/seconds.ts';
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
  'run-dir': 'string',
  fresh: 'boolean',
  'checkpoint-every': 'string',
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

Trains all trials of an experiment. Standard output gets a table of the results,
standard error everything else, last a paragraph that explains the results.

  --out FILE       write the results document; "-" prints it to standard output instead of the table
  --models DIR     write each trial's trained model to this folder as a safetensors file
  --run-dir DIR    folder where trials are kept as they finish (default: beside FILE, as in
                   results.run; without a file in the cache, by the experiment)
  --fresh          train all trials again, whatever is kept
  --checkpoint-every N
                   seconds after which a trial under way is kept (default: ${defaultSeconds}); at the
                   ends of its epochs it is kept, too, while that costs little time
  --workers N      trials trained in parallel (default: chosen for this machine)
  --engine NAME    ${engineChoices.join(', ')} (default: auto)
  --relaxed        let the wasm engine use fused multiply-adds: faster on some
                   processors, with different last digits
  --datasets DIR   folder with the published files (default: the local cache, filled from
                   the folder A2_DATASETS or by download)
  --table FILE     the CSV file of an experiment on your own table; it is checked by
                   its sha256, and read as the experiment says unless these options say
                   otherwise; the command table shows how it is read:
${csvHelp}  --student ID     use the student's seed, which is derived from the id as on the page; the
                   results document records both
  --predict TEXT   your answer to the question that the experiment asks before the run;
                   the results document records it with the date
  --quiet          no progress

Each finished trial is on the disk before it is reported. The same command goes on from there after a
crash, a kill or a power cut, with the same results as in one piece; trials under way go on from
their last checkpoint. Other processes, also on other machines, may train in the same folder.
Ctrl-C, a closed terminal (SIGHUP), SIGQUIT and SIGTERM stop the run and keep what is finished; a
second one exits immediately. The files are written before anything is printed. Output that cannot
be written (a full disk, a closed pipe) is put beside the target or in the temporary folder, and
standard error says where.
Exit code: 0 when every trial is done or diverged and the results are where you asked for them; a
table that was not read to its end counts only where it was the only output. 1 when a trial
failed or was cancelled, or the results are elsewhere, 2 when the command line is wrong, 130 when
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
  const everySeconds = secondsOf(values['checkpoint-every']);
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
  let kept: KeptRuns | null = null;
  try {
    const names = [...new Set(plan.trials.map(({ trial }) => trial.dataset.name))];
    await requireTable(plan, values.table);
    const places = { root, given: values.datasets, quiet, signal: interrupt.signal };
    const datasetBase = await obtainDatasets(names, places);
    for (const name of names.filter(isSynthetic)) {
      tell(`${nameOf(name)}: generated data, not the real data.`);
    }
    tell(`${plan.experiment.name}: ${plannedText(plan.trials)}`);
    const losses = recordedLosses(plan.trials);
    if (losses > manyLosses) {
      tell(
        `${recordingText(losses)} To record the figures of every epoch only, set trial.measure.batchLosses to false.`,
      );
    }
    tell(studentText(plan, student));
    tell(predictionText(plan, prediction));
    const machine = { engine, workers, deterministic: values.relaxed !== true };
    const place = await runPlace(values['run-dir'], values.out, plan.experiment, root);
    kept = await openKeptRuns({
      place,
      runs: [plan],
      pool,
      datasetBase,
      machine,
      fresh: values.fresh === true,
      everySeconds,
      ...(models === null ? {} : { onModel: (model) => models.take(model) }),
      tell,
      report: reporter(),
    });
    const training = withProgress(kept.training, quiet);
    const session = programSession({ ...plan, machine }, training);
    await startUntil(session, interrupt.signal);
    const state = asOneRun(session.state);
    tell(engineText(state));
    for (const notice of state.notices ?? []) tell(notice);
    const interrupted =
      interrupt.signal.aborted && state.trials.some(({ status }) => status === 'cancelled');
    if (interrupted) told(kept.kept(state.trials));
    const { started } = kept;
    const json = () =>
      resultsJson(plan.experiment, state, pool, datasetBase, {
        started,
        ...(student === null ? {} : { student }),
        ...(prediction === null ? {} : { prediction }),
      });
    const { signal } = interrupt;
    const whole = await deliverResults({ ...plan, state, out, models, json, tell, signal });
    if (!quiet) tell(await explanationText(plan, state.trials, pool, datasetBase, signal));
    if (!whole) return exitCodes.failed;
    return interrupted ? exitCodes.interrupted : exitCodeOf(state);
  } finally {
    await kept?.close();
    pool.close();
    interrupt.dispose();
  }
}

/** Throws UsageProblem where the experiment's table is not given, or is not a file. */
async function requireTable({ trials }: Plan, given: string | undefined): Promise<void> {
  const table = trials.map(({ trial }) => tableOf(trial.dataset)).find((each) => each !== null);
  if (given === undefined) {
    if (table === undefined) return;
    throw new UsageProblem(
      `The experiment uses the table ${table.title}. Give its file with --table FILE (sha256 ${table.sha256}).`,
    );
  }
  if (table === undefined) {
    throw new UsageProblem('--table: the experiment does not use a table of your own.');
  }
  if ((await stat(given).catch(() => null))?.isFile() === true) return;
  throw new UsageProblem(
    `--table: wanted the file of ${table.title}, got "${given}", which is not a file.`,
  );
}

const exitCodeOf = ({ trials }: RunState): number =>
  trials.every(isFinished) ? exitCodes.done : exitCodes.failed;
