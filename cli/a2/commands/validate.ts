/** `a2 validate`: checks whether a document is a valid experiment. */
import { plannedText } from '../../../src/text/run.ts';
import { oneLine, spaced } from '../terminal.ts';
import { readDocument } from '../documents.ts';
import { invocation } from '../invocation.ts';
import { oneOperand, parseOptions } from '../options.ts';
import { shown } from '../streams.ts';
import { exitCodes } from '../problem.ts';

const help = `${invocation} validate <experiment.json | preset | ->

Prints the number of trials and steps, or what is wrong: path, what was expected, what was found.
Exit code: 0 when the document is valid, 1 when it is not.
`;

export async function validate(args: readonly string[], root: string): Promise<number> {
  const { operands, help: asked } = parseOptions('validate', {}, args);
  if (asked) {
    await shown(help);
    return exitCodes.done;
  }
  const source = oneOperand('validate', 'one experiment (a file, a preset or -)', operands);
  const { name, parsed } = await readDocument(source, root);
  if (parsed.ok) {
    await shown(`${name} is valid: ${spaced(plannedText(parsed.trials))}\n`);
    return exitCodes.done;
  }
  await shown(parsed.issues.map(({ message }) => `${oneLine(message)}\n`).join(''));
  return exitCodes.failed;
}
