/** `a2 assignment`: trains the whole assignment and writes the files to hand in. */
import { missingParts } from '../../../src/course/handin/missing.ts';
import type { HandIn, Student } from '../../../src/course/handin/types.ts';
import type { TrainedModel } from '../../../src/protocol/trained-model.ts';
import { Pool } from '../../../src/pool/pool.ts';
import { trainingOn } from '../../../src/lab/on-pool.ts';
import { runToEnd } from '../../../src/lab/run-to-end.ts';
import { engineChoices } from '../../../src/catalog/lookup/engine.ts';
import { isSynthetic, type DatasetIdentity } from '../../../src/document/parameters.ts';
import { duration } from '../../../src/base/numbers.ts';
import { plannedText } from '../../../src/text/run.ts';
import { nameOf } from '../../../src/text/labels.ts';
import { deliver, inTheWay, roomText } from '../assignment/deliver.ts';
import { handInOf } from '../assignment/hand-in.ts';
import { assignmentPlans, distinctTrials, trialLabels } from '../assignment/plans.ts';
import { summaryText } from '../assignment/summary.ts';
import { paperNames } from '../chromium/browser.ts';
import { obtainDatasets, requireFolder } from '../datasets.ts';
import { labelOf } from '../figures.ts';
import { Interrupt } from '../interrupt.ts';
import { invocation } from '../invocation.ts';
import { oneOf, parseOptions, quoted, wholeNumber, type OptionValues } from '../options.ts';
import { requireFolderFor } from '../output.ts';
import { exitCodes, Interrupted, messageOf, UsageProblem } from '../problem.ts';
import { spawnTrialThread, thisMachine } from '../spawn.ts';
import { printed, shown, told } from '../streams.ts';
import { maxWorkers, withProgress } from '../train.ts';
import { engineText, reportTroubles } from '../troubles.ts';

const kinds = {
  name: 'string',
  id: 'string',
  course: 'string',
  out: 'string',
  paper: 'string',
  workers: 'string',
  engine: 'string',
  datasets: 'string',
  'stand-ins': 'boolean',
  quiet: 'boolean',
} as const;

/** Where the files go without --out. */
const defaultFolder = 'hand-in';

const help = `${invocation} assignment [--name "Ada Lovelace"] [--id 1815] [options]

Trains all experiments of the assignment (I1c, I1d, I1f, I2c, I2d), solves its theory questions, and
writes the files to hand in: the report as firstname_lastname_stuid.pdf, and a ZIP of the same name
with the PyTorch programs, experiments, results, figures and trained models.

  --name NAME      the student's name; when omitted, the report has a blank to fill in
  --id ID          the student's number; same when omitted
  --course NAME    the course, on the report's first page
  --out DIR        folder for the files, created if missing (default: ${defaultFolder})
  --paper NAME     ${paperNames.join(' or ')} (default: a4)
  --workers N      trials trained in parallel (default: chosen for this machine)
  --engine NAME    ${engineChoices.join(', ')} (default: auto)
  --datasets DIR   folder with the published files (default: the local cache, filled from
                   the folder A2_DATASETS or by download)
  --stand-ins      train on generated data when the real data are unavailable; every
                   figure of the report then says so
  --quiet          no progress

The PDF is printed by the first Chromium, Chrome, Edge, Brave or Vivaldi on this machine that works;
CHROME_PATH names another. Without one, the report is written as HTML, to be printed from a browser.
If a file of an earlier hand-in is open in another program, it is left, and the new one gets a number.
On a full disk, finished files are kept, the report first. Files that do not fit go to the temporary
folder, and standard error says where.
Ctrl-C, a closed terminal (SIGHUP), SIGQUIT and SIGTERM stop the command and write nothing; a second
one exits immediately.
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
  await requireFolder(values.datasets);
  const plans = await assignmentPlans(root, values['stand-ins'] === true);
  const folder = values.out ?? defaultFolder;
  await requireFolderFor('the report', '--out', folder);

  const quiet = values.quiet === true;
  const tell = (text: string) => {
    if (!quiet) told(text);
  };
  const student = studentOf(values, tell);
  for (const what of [await roomText(folder), ...(await inTheWay(student, folder))])
    if (what !== null) told(`a2: ${what}`);
  const interrupt = new Interrupt();
  const { signal } = interrupt;
  const pool = new Pool({ spawn: spawnTrialThread(null), machine: thisMachine(), shared: true });
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

    const date = new Date();
    const models = new Map<string, TrainedModel>();
    const onModel = (model: TrainedModel) => void models.set(model.id, model);
    const labels = trialLabels(plans);
    const label = (trial: Parameters<typeof labelOf>[0]) =>
      labels.get(trial.plan.id) ?? labelOf(trial);
    const training = withProgress(
      trainingOn(() => pool, datasetBase, onModel),
      quiet,
      label,
    );
    const machine = { engine, workers, deterministic: true };
    const state = await runToEnd(training.createRun(trials, machine), signal);
    if (signal.aborted) throw new Interrupted('Stopped. No file was written.');
    if (state.error !== null) {
      reportTroubles(state, label);
      return exitCodes.failed;
    }
    tell(`Trained in ${duration(state.secondsElapsed)}. ${engineText(state)}`);
    reportTroubles(state, label);

    const handIn = await handInOf({ student, plans, state, pool, datasetBase, date, signal });
    const dataset = (which: DatasetIdentity) => training.dataset(which, { signal });
    const delivered = await deliver(handIn, { folder, paper, models, dataset, tell, signal });
    const summary = summaryText(handIn, delivered);
    // The files exist even if the summary cannot be printed.
    const unread = await printed(summary).then(
      () => [],
      (error: unknown) => [messageOf(error)],
    );
    const lacking = [...lackingParts(handIn), ...delivered.missing];
    for (const what of [...lacking, ...delivered.notes, ...unread]) told(`a2: ${what}`);
    return lacking.length === 0 ? exitCodes.done : exitCodes.failed;
  } finally {
    pool.close();
    interrupt.dispose();
  }
}

/** What the report lacks, a sentence each. Blanks and stand-ins were requested. */
const lackingParts = (handIn: HandIn): string[] =>
  missingParts(handIn).flatMap(({ kind, question, what }) =>
    kind === 'student' || kind === 'stand-in' ? [] : [`${question}: ${what}`],
  );

/** The student's details. Missing ones become visible blanks in the report, and are reported now. */
function studentOf(
  { name, id, course = '' }: OptionValues<typeof kinds>,
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
