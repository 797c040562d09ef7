/** `a2 assignment`: trains the whole assignment and writes the files to hand in. */
import path from 'node:path';
import { missingParts } from '../../../src/course/handin/missing.ts';
import type { HandInFile } from '../../../src/course/handin/file/read.ts';
import type { HandIn, Student } from '../../../src/course/handin/types.ts';
import type { TrainedModel } from '../../../src/protocol/trained-model.ts';
import { Pool } from '../../../src/pool/pool.ts';
import { runToEnd } from '../../../src/lab/run-to-end.ts';
import { engineChoices } from '../../../src/catalog/lookup/engine.ts';
import { isSynthetic, type DatasetIdentity } from '../../../src/document/parameters.ts';
import { duration } from '../../../src/base/numbers.ts';
import { plannedText } from '../../../src/text/run.ts';
import { nameOf } from '../../../src/text/labels.ts';
import { deliver, inTheWay, roomText } from '../assignment/deliver.ts';
import { handInOf } from '../assignment/hand-in.ts';
import { readOwn } from '../assignment/own.ts';
import { assignmentPlans, distinctTrials, trialLabels } from '../assignment/plans.ts';
import { summaryText } from '../assignment/summary.ts';
import { paperNames } from '../chromium/browser.ts';
import { obtainDatasets, requireFolder } from '../datasets.ts';
import { labelOf } from '../figures.ts';
import { Interrupt } from '../interrupt.ts';
import { invocation } from '../invocation.ts';
import { oneOf, parseOptions, quoted, wholeNumber, type OptionValues } from '../options.ts';
import { requireFolderFor } from '../output.ts';
import { asOneRun, openKeptRuns, type KeptRuns } from '../run-folder/kept-runs.ts';
import { defaultSeconds as programSeconds, runPrograms } from '../programs/run-programs.ts';
import { besideOutput } from '../run-folder/place.ts';
import { reporter } from '../run-folder/reporter.ts';
import { defaultSeconds, secondsOf } from '../run-folder/seconds.ts';
import { exitCodes, Interrupted, messageOf, UsageProblem } from '../problem.ts';
import { spawnTrialThread, thisMachine } from '../spawn.ts';
import { printed, shown, told } from '../streams.ts';
import { maxWorkers, withProgress } from '../train.ts';
import { engineText, reportTroubles } from '../troubles.ts';

const kinds = {
  name: 'string',
  id: 'string',
  course: 'string',
  'hand-in': 'string',
  out: 'string',
  paper: 'string',
  'run-dir': 'string',
  fresh: 'boolean',
  'checkpoint-every': 'string',
  workers: 'string',
  engine: 'string',
  datasets: 'string',
  'stand-ins': 'boolean',
  'run-programs': 'boolean',
  'program-seconds': 'string',
  quiet: 'boolean',
} as const;

/** A week. */
const maxProgramSeconds = 604_800;

/** Where the files go without --out. */
const defaultFolder = 'hand-in';

const help = `${invocation} assignment [--name "Ada Lovelace"] [--id 1815] [options]

Trains all experiments of the assignment (I1c, I1d, I1f, I2c, I2d), solves its theory questions, and
writes the files to hand in: the report as Firstname_Lastname_stuid.pdf, and a ZIP of the same name
with the PyTorch programs, experiments, results, figures and trained models.

  --name NAME      the student's name; when omitted, the report has a blank to fill in
  --id ID          the student's number; same when omitted
  --course NAME    the course, on the report's first page
  --hand-in FILE   a hand-in file that the report page saved: its choices, the student's own answers
                   and photos, and the details that the options above do not give
  --out DIR        folder for the files, created if missing (default: ${defaultFolder})
  --paper NAME     ${paperNames.join(' or ')} (default: a4)
  --run-dir DIR    folder where trials are kept as they finish (default: beside the folder of the
                   files, as in ${defaultFolder}.run)
  --fresh          train all trials again, whatever is kept
  --checkpoint-every N
                   seconds after which a trial under way is kept (default: ${defaultSeconds})
  --workers N      trials trained in parallel (default: chosen for this machine)
  --engine NAME    ${engineChoices.join(', ')} (default: auto)
  --datasets DIR   folder with the published files (default: the local cache, filled from
                   the folder A2_DATASETS or by download)
  --stand-ins      train on generated data when the real data are unavailable; every
                   figure of the report then says so
  --run-programs   run the program of each question, put its figures beside the lab's in the report,
                   and say how they agree: weights, batches, losses, figures. In the Python that
                   A2_PYTHON names, else python3; it needs torch and matplotlib
  --program-seconds N
                   seconds that one program may take (default: ${programSeconds})
  --quiet          no progress

The PDF is printed by the first Chromium, Chrome, Edge, Brave or Vivaldi on this machine that works;
CHROME_PATH names another. Without one, the report is written as HTML, to be printed from a browser.
If a file of an earlier hand-in is open in another program, it is left, and the new one gets a number.
On a full disk, finished files are kept, the report first. Files that do not fit go to the temporary
folder, and standard error says where.
Each finished trial is on the disk at once: after a crash, a kill or Ctrl-C the same command goes on
from there. Ctrl-C, a closed terminal (SIGHUP), SIGQUIT and SIGTERM stop the command, which then writes
none of the files; a second one exits immediately.
Exit code: 0 when all files are in the folder, 1 when something is missing or is elsewhere (standard
error says what and where), 2 when the command line is wrong, 130 when it was stopped.
`;

export async function assignment(args: readonly string[], root: string): Promise<number> {
  const { values, operands, help: asked } = parseOptions('assignment', kinds, args);
  if (asked) {
    await shown(help);
    return exitCodes.done;
  }
  const [first] = operands;
  if (first !== undefined) {
    throw new UsageProblem(
      `a2 assignment takes no operand, got ${quoted(first)}. Wanted options only, with quotes around a name of several words: ${invocation} assignment --name "Ada Lovelace" --id 1815`,
    );
  }
  const engine = oneOf('--engine', values.engine ?? 'auto', engineChoices);
  const paper = oneOf('--paper', values.paper ?? 'a4', paperNames);
  const workers =
    values.workers === undefined ? null : wholeNumber('--workers', values.workers, 1, maxWorkers);
  const everySeconds = secondsOf(values['checkpoint-every']);
  const programLimit = wholeNumber(
    '--program-seconds',
    values['program-seconds'] ?? String(programSeconds),
    1,
    maxProgramSeconds,
  );
  await requireFolder(values.datasets);
  const file = values['hand-in'] === undefined ? null : await readOwn(values['hand-in']);
  const plans = await assignmentPlans(root, values['stand-ins'] === true);
  const folder = values.out ?? defaultFolder;
  await requireFolderFor('the report', '--out', folder);

  const quiet = values.quiet === true;
  const tell = (text: string) => {
    if (!quiet) told(text);
  };
  const student = studentOf(given(values, file), tell);
  for (const what of [await roomText(folder), ...(await inTheWay(student, folder))])
    if (what !== null) told(`a2: ${what}`);
  const interrupt = new Interrupt();
  const { signal } = interrupt;
  const pool = new Pool({ spawn: spawnTrialThread(null), machine: thisMachine(), shared: true });
  let kept: KeptRuns | null = null;
  try {
    const trials = distinctTrials(plans);
    const names = [...new Set(trials.map(({ trial }) => trial.dataset.name))];
    const otherwise = 'add --stand-ins to train on generated data, which the report then states';
    const places = { root, given: values.datasets, quiet, signal, otherwise };
    const datasetBase = await obtainDatasets(names, places);
    for (const name of names.filter(isSynthetic)) {
      tell(`${nameOf(name)}: generated data, not the real data.`);
    }
    tell(`${plans.map(({ experiment }) => experiment.name).join(', ')}: ${plannedText(trials)}`);

    const models = new Map<string, TrainedModel>();
    const onModel = (model: TrainedModel) => void models.set(model.id, model);
    const labels = trialLabels(plans);
    const label = (trial: Parameters<typeof labelOf>[0]) =>
      labels.get(trial.plan.id) ?? labelOf(trial);
    const machine = { engine, workers, deterministic: true };
    const named = values['run-dir'];
    kept = await openKeptRuns({
      place: {
        folder: path.resolve(named ?? besideOutput(folder)),
        named: named !== undefined,
      },
      runs: plans,
      pool,
      datasetBase,
      machine,
      fresh: values.fresh === true,
      everySeconds,
      onModel,
      tell,
      report: reporter(),
    });
    const training = withProgress(kept.training, quiet, label);
    const state = asOneRun(await runToEnd(training.createRun(trials, machine), signal));
    if (signal.aborted)
      throw new Interrupted(`Stopped. No file was written. ${kept.kept(state.trials)}`.trim());
    if (state.error !== null) {
      reportTroubles(state, label);
      return exitCodes.failed;
    }
    tell(`Trained in ${duration(state.secondsElapsed)}. ${engineText(state)}`);
    reportTroubles(state, label);

    const date = new Date(kept.started);
    const trained = await handInOf({
      student,
      file,
      plans,
      state,
      pool,
      datasetBase,
      models,
      date,
      signal,
    });
    const dataset = (which: DatasetIdentity) => training.dataset(which, { signal });
    const { ran, missing: notRan } =
      values['run-programs'] === true
        ? await runPrograms(trained, { dataset, seconds: programLimit, tell, signal })
        : { ran: [], missing: [] };
    const handIn = { ...trained, ran };
    const delivered = await deliver(handIn, { folder, paper, models, dataset, tell, signal });
    const summary = summaryText(handIn, delivered);
    // The files exist even if the summary cannot be printed.
    const unread = await printed(summary).then(
      () => [],
      (error: unknown) => [messageOf(error)],
    );
    const lacking = [...lackingParts(handIn), ...notRan, ...delivered.missing];
    for (const what of [...lacking, ...delivered.notes, ...unread]) told(`a2: ${what}`);
    return lacking.length === 0 ? exitCodes.done : exitCodes.failed;
  } finally {
    await kept?.close();
    pool.close();
    interrupt.dispose();
  }
}

/** What the report lacks, a sentence each. Blanks and stand-ins were requested, and agreeing is for the page. */
const lackingParts = (handIn: HandIn): string[] =>
  missingParts(handIn).flatMap(({ kind, question, what }) =>
    kind === 'student' || kind === 'stand-in' || kind === 'agreement' || kind === 'photo'
      ? []
      : [`${question}: ${what}`],
  );

/** The options' details, and the file's for those that no option gives. */
const given = (options: OptionValues<typeof kinds>, file: HandInFile | null): Partial<Student> => {
  const kept: Readonly<Record<string, string>> = { ...file?.student };
  const filled = Object.entries(kept).filter(([, value]) => value.trim() !== '');
  const { name, id, course } = options;
  const named = Object.entries({ name, id, course }).filter(([, value]) => value !== undefined);
  return Object.fromEntries([...filled, ...named]) as Partial<Student>;
};

/** The student's details. Missing ones become visible blanks in the report, and are reported now. */
function studentOf(
  { name, id, course = '' }: Partial<Student>,
  tell: (text: string) => void,
): Student {
  const missing = [
    ...(name === undefined ? ['--name "Ada Lovelace"'] : []),
    ...(id === undefined ? ['--id 1815'] : []),
  ];
  if (missing.length > 0) {
    tell(`The report has blanks for your details: fill them in with ${missing.join(' and ')}.`);
  }
  return { name: name ?? 'Firstname Lastname', id: id ?? 'stuid', course };
}
