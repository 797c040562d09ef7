import type { EquationProblem } from './types.ts';

/** Why an equation could not be read. Used only within this folder. */
export class Problem extends Error {
  readonly problem: EquationProblem;

  constructor(problem: EquationProblem) {
    super(problem.message);
    this.problem = problem;
  }
}
