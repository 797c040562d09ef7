/** The program `a2`: runs the command, and turns errors into a message and an exit code. */
import { labVersion } from '../../src/base/version.ts';
import { exportTorch } from './commands/export-torch.ts';
import { list } from './commands/list.ts';
import { predict } from './commands/predict.ts';
import { run } from './commands/run.ts';
import { table } from './commands/table.ts';
import { validate } from './commands/validate.ts';
import { verify } from './commands/verify.ts';
import { invocation } from './invocation.ts';
import { quoted } from './options.ts';
import { exitCodes, UsageProblem } from './problem.ts';
import { reportError } from './report-error.ts';
import { guardStreams, shown } from './streams.ts';

type Command = (args: readonly string[], root: string) => Promise<number>;

const commands: Readonly<Record<string, Command>> = {
  run,
  list,
  validate,
  verify,
  predict: (args) => predict(args),
  table: (args) => table(args),
  'export-torch': exportTorch,
  // Typesetting and drawing are large, and no other command needs them.
  assignment: async (args, root) =>
    (await import('./commands/assignment.ts')).assignment(args, root),
};

const help = `The command line of a2-lab ${labVersion}: ${invocation} <command>

  run <experiment.json | preset | ->            train an experiment's trials
  list                                          list the presets
  validate <experiment.json | preset | ->       check a document
  verify <results.json | model.safetensors>     retrain what a file records, and compare
  predict <model.safetensors> <rows>            predict a table's rows or images with a model
  table <file.csv>                              show how your own table is read
  export-torch <experiment.json | preset | ->   write an experiment as a PyTorch program
  assignment [--name NAME] [--id ID]            do the assignment and write the files to hand in
  <command> --help                              options and exit codes
  --version
`;

/** Runs a command and resolves to the exit code. `root` is the folder of the lab. */
export async function main(args: readonly string[], root: string): Promise<number> {
  guardStreams();
  try {
    return await dispatch(args, root);
  } catch (error) {
    return reportError(error);
  }
}

async function dispatch([name, ...args]: readonly string[], root: string): Promise<number> {
  if (name === '--version' || name === '-V') {
    await shown(`${labVersion}\n`);
    return exitCodes.done;
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    await shown(help);
    return exitCodes.done;
  }
  const names = Object.keys(commands).join(', ');
  if (name === undefined) throw new UsageProblem(`a2 needs a command, got nothing.\n\n${help}`);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    throw new UsageProblem(
      `There is no command ${quoted(name)}; wanted one of ${names}. See ${invocation} --help.`,
    );
  }
  return command(args, root);
}
