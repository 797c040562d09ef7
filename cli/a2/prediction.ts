/** On the command line: the answer to what an experiment asks before it is run. */
import { limits } from '../../src/document/limits.ts';
import type { Prediction } from '../../src/formats/results/document.ts';
import type { Plan } from './documents.ts';
import { quoted } from './options.ts';
import { UsageProblem } from './problem.ts';

/**
 * What is kept beside the results; null where nothing was answered. Throws UsageProblem for an answer
 * that is none, or to no question.
 */
export function predictionOf(
  { experiment }: Plan,
  given: string | undefined,
  date: Date,
): Prediction | null {
  if (given === undefined) return null;
  const question = experiment.classroom?.predict ?? '';
  if (question === '') {
    throw new UsageProblem(
      `--predict: the experiment ${experiment.name} asks nothing, got ${quoted(given)}.`,
    );
  }
  const answer = given.trim();
  if (answer === '' || answer.length > limits.answer) {
    throw new UsageProblem(
      `--predict: wanted an answer of 1 to ${limits.answer} characters, got ${answer.length}.`,
    );
  }
  return { question, answer, date: date.toISOString() };
}

/** What is asked and was not answered, or the answer; '' where nothing is asked. */
export function predictionText({ experiment }: Plan, prediction: Prediction | null): string {
  if (prediction !== null) return `Predicted: ${prediction.answer}`;
  const question = experiment.classroom?.predict ?? '';
  return question === ''
    ? ''
    : `Before you run it: ${question.replaceAll('\n', '\n  ')} --predict TEXT keeps your answer beside the results.`;
}
