/** Edits of what a document has for a class; what is empty leaves no key behind. */
import type { Classroom, Experiment } from '../../../document/schema.ts';

export function withClassroom(draft: Experiment, change: Classroom): Experiment {
  const { classroom: before, ...experiment } = draft;
  const { lock = [], predict = '', studentSeed = false } = { ...before, ...change };
  const classroom: Classroom = {
    ...(lock.length === 0 ? {} : { lock }),
    ...(predict.trim() === '' ? {} : { predict }),
    ...(studentSeed ? { studentSeed } : {}),
  };
  return Object.keys(classroom).length === 0 ? experiment : { ...experiment, classroom };
}

/** With a path locked or free again; what lies below a locked path needs no lock of its own. */
export function withLock(draft: Experiment, path: string, locked: boolean): Experiment {
  const others = (draft.classroom?.lock ?? []).filter((each) => each !== path);
  if (!locked) return withClassroom(draft, { lock: others });
  const apart = others.filter((each) => path !== '*' && !each.startsWith(`${path}.`));
  return withClassroom(draft, { lock: [...apart, path] });
}
