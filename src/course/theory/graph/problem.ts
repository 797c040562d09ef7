import type { EquationProblem } from './types.ts';

/** Why an equation could not be read. Thrown and caught among the files of this folder. */
export class Problem extends Error {
  readonly problem: EquationProblem;

  constructor(problem: EquationProblem) {
    super(problem.message);
    this.problem = problem;
  }
}
