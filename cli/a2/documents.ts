/** Reads experiments: a preset by its name, a file, or standard input. */
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Parsed } from '../../src/document/parse.ts';
import { parseExperimentText } from '../../src/document/parse-text.ts';
import type { PlannedTrial } from '../../src/document/expand.ts';
import type { Experiment } from '../../src/document/schema.ts';
import { decodeText } from '../../src/document/text.ts';
import type { Issue } from '../../src/document/issue.ts';
import { messageOf, Problem, systemCode, UsageProblem } from './problem.ts';
import { oneLine } from './terminal.ts';

export interface NamedDocument {
  /** What to call it in messages. */
  readonly name: string;
  readonly parsed: Parsed;
}

const presetFolder = (root: string): string => path.join(root, 'public', 'experiments');

/** The names of the presets, in order. */
export async function presetNames(root: string): Promise<string[]> {
  const files = await readdir(presetFolder(root));
  return files
    .filter((file) => file.endsWith('.json'))
    .map((file) => path.basename(file, '.json'))
    .toSorted();
}

/**
 * Reads a preset where one has this name, else the file; `-` is standard input.
 * Throws UsageProblem where there is neither.
 */
export async function readDocument(source: string, root: string): Promise<NamedDocument> {
  if (source === '-') {
    return {
      name: 'standard input',
      parsed: parseExperimentText(decodeText(await buffer(process.stdin))),
    };
  }
  const presets = await presetNames(root);
  const preset = presets.find((name) => name.toLowerCase() === source.toLowerCase());
  const file = preset === undefined ? source : path.join(presetFolder(root), `${preset}.json`);
  return {
    name: oneLine(preset ?? source),
    parsed: parseExperimentText(await read(file, presets)),
  };
}

async function read(file: string, presets: readonly string[]): Promise<string> {
  try {
    return decodeText(await readFile(file));
  } catch (error) {
    const reason = { ENOENT: 'there is no such file', EISDIR: 'it is a folder' }[systemCode(error)];
    throw new UsageProblem(
      `${oneLine(file)} cannot be read: ${reason ?? messageOf(error)}. Wanted an experiment’s JSON file, - for standard input, or one of ${presets.join(', ')}.`,
    );
  }
}

export interface Plan {
  readonly experiment: Experiment;
  readonly trials: readonly PlannedTrial[];
}

/** A valid experiment; throws Problem with every issue otherwise. */
export async function readPlan(source: string, root: string): Promise<Plan> {
  const { name, parsed } = await readDocument(source, root);
  if (parsed.ok) return parsed;
  throw new Problem(`${name} is not a valid experiment:${issueLines(parsed.issues)}`);
}

/** The issues of a document, an indented line each. */
export const issueLines = (issues: readonly Issue[]): string =>
  issues.map(({ message }) => `\n  ${oneLine(message)}`).join('');
