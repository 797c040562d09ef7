/** A question's program, or the notebook, as a page saves it: the files of the ZIP's folder `code/`. */
import { notebook } from './notebook.ts';
import { studentPrograms } from './programs.ts';
import { programSource } from './source.ts';
import type { ProgramDocument } from './types.ts';

export interface SavedProgram {
  readonly name: string;
  readonly text: string;
}

export const notebookTitle = 'The programs of the assignment';

/** The program of the question that an experiment is named after; null where there is none. */
export function savedProgram(document: ProgramDocument): SavedProgram | null {
  const found = studentPrograms([document]).find(
    ({ question }) => question === document.experiment.name,
  );
  return found === undefined ? null : { name: found.file, text: programSource(found) };
}

/** All programs that an experiment gives, as one notebook; null where there is none. */
export function savedNotebook(document: ProgramDocument): SavedProgram | null {
  const programs = studentPrograms([document]);
  if (programs.length === 0) return null;
  return { name: `${document.experiment.name}.ipynb`, text: notebook(programs, notebookTitle) };
}
