/** The reader's id, which this browser keeps for the experiments that give each student a seed. */
import type { ReaderId } from '../lab/ports/services.ts';

const key = 'a2-student-id';

/** For this page alone, where the browser keeps nothing. */
let known: string | null = null;

export const keptReaderId: ReaderId = {
  read() {
    try {
      return localStorage.getItem(key) ?? known;
    } catch {
      return known;
    }
  },
  keep(id) {
    known = id;
    try {
      localStorage.setItem(key, id);
    } catch {
      // Private windows may refuse; then it is asked for again after a reload.
    }
  },
};
