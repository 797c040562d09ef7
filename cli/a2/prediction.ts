/** `--predict`: the answer to the question that an experiment asks before the run. */
import { limits } from '../../src/document/limits.ts';
import type { Prediction } from '../../src/formats/results/document.ts';
import type { Plan } from './documents.ts';
import { quoted } from './options.ts';
import { UsageProblem } from './problem.ts';

/**
 * The prediction for the results document; null without an answer. Throws UsageProblem for an empty or too long answer,
 * or where the experiment has no question.
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
      `--predict: the experiment ${experiment.name} has no question, got ${quoted(given)}.`,
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

/** The answer, or the unanswered question; '' where there is no question. */
export function predictionText({ experiment }: Plan, prediction: Prediction | null): string {
  if (prediction !== null) return `Predicted: ${prediction.answer}`;
  const question = experiment.classroom?.predict ?? '';
  return question === ''
    ? ''
    : `Before you run it: ${question.replaceAll('\n', '\n  ')} --predict TEXT records your answer with the results.`;
}
