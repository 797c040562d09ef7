/** Edits of a document's settings for a class; an empty value removes its key. */
import type { Classroom, Experiment } from '../../../document/schema.ts';

export function withClassroom(draft: Experiment, change: Classroom): Experiment {
  const { classroom: before, ...experiment } = draft;
  const {
    lock = [],
    predict = '',
    studentSeed = false,
    markAuthorship = false,
  } = { ...before, ...change };
  const classroom: Classroom = {
    ...(lock.length === 0 ? {} : { lock }),
    ...(predict.trim() === '' ? {} : { predict }),
    ...(studentSeed ? { studentSeed } : {}),
    ...(markAuthorship ? { markAuthorship } : {}),
  };
  return Object.keys(classroom).length === 0 ? experiment : { ...experiment, classroom };
}

/** Locks or unlocks a path; paths below a locked one need no lock of their own. */
export function withLock(draft: Experiment, path: string, locked: boolean): Experiment {
  const others = (draft.classroom?.lock ?? []).filter((each) => each !== path);
  if (!locked) return withClassroom(draft, { lock: others });
  const apart = others.filter((each) => path !== '*' && !each.startsWith(`${path}.`));
  return withClassroom(draft, { lock: [...apart, path] });
}
