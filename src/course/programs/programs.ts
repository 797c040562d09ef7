/** The programs of all questions that the documents at hand allow. */
import type { HandIn } from '../handin/types.ts';
import { i1e } from './depth.ts';
import { i1a, i1b, i1c, i1d, i1f } from './fashion.ts';
import { i2a, i2b, i2c, i2d, isHousing } from './housing.ts';
import { joined } from './source.ts';
import type { ProgramDocument, StudentProgram } from './types.ts';

type Plans = ProgramDocument['plans'];

/** For each question, the experiments whose settings it takes, the first that is there. */
const makers: readonly {
  readonly question: string;
  readonly from: readonly string[];
  readonly make: (plans: Plans) => StudentProgram;
  /** Whether it can be made of these trials. */
  readonly fits?: (plans: Plans) => boolean;
}[] = [
  { question: 'I1a', from: ['I1c', 'I1d', 'I1f'], make: i1a },
  { question: 'I1b', from: ['I1c', 'I1d', 'I1f'], make: i1b },
  { question: 'I1c', from: ['I1c'], make: i1c },
  { question: 'I1d', from: ['I1d'], make: i1d },
  { question: 'I1e', from: ['I1c', 'I1d'], make: i1e },
  { question: 'I1f', from: ['I1f'], make: i1f },
  { question: 'I2a', from: ['I2c', 'I2d'], make: i2a, fits: isHousing },
  { question: 'I2b', from: ['I2c', 'I2d'], make: i2b, fits: isHousing },
  { question: 'I2c', from: ['I2c'], make: i2c },
  { question: 'I2d', from: ['I2d'], make: i2d },
];

/** A program reads one dataset. */
const isOfOneDataset = (plans: Plans): boolean =>
  new Set(plans.map(({ trial }) => JSON.stringify([trial.dataset.name, trial.dataset.table])))
    .size === 1;

/** The assignment's networks train at a constant rate with their task's loss: their programs say nothing else, and would train another network. */
const isAsked = (plans: Plans): boolean =>
  plans.every(({ trial: { schedule, loss, clip } }) =>
    [schedule, loss, clip].every((each) => each === undefined),
  );

/** The documents of a hand-in's runs. */
export const documentsOf = ({ runs }: Pick<HandIn, 'runs'>): ProgramDocument[] =>
  runs.map(({ experiment, trials }) => ({ experiment, plans: trials.map(({ plan }) => plan) }));

/**
 * In the order of the assignment; without those whose experiment is missing, uses several datasets or trains with a
 * schedule or a loss of its own.
 */
export function studentPrograms(documents: readonly ProgramDocument[]): StudentProgram[] {
  return makers.flatMap(({ from, make, fits = () => true }) => {
    const found = from
      .map((name) => documents.find(({ experiment }) => experiment.name === name))
      .find((each) => each !== undefined);
    if (found === undefined || !isOfOneDataset(found.plans)) return [];
    if (!isAsked(found.plans) || !fits(found.plans)) return [];
    return [make(found.plans)];
  });
}

export interface EssentialCode {
  /** The program's file in the ZIP's folder `code/`. */
  readonly file: string;
  readonly code: string;
}

/**
 * The ten to thirty lines of a question's program that the question asks for; null where there is no
 * program for it.
 * @param question "I1d"
 */
export function essentialCode(
  question: string,
  documents: readonly ProgramDocument[],
): EssentialCode | null {
  const program = studentPrograms(documents).find((each) => each.question === question);
  if (program === undefined) return null;
  return {
    file: program.file,
    code: joined(program.parts.filter(({ essential }) => essential === true)),
  };
}
