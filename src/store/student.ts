/** The reader's id, stored in this browser for experiments that give each student a seed. */
import type { ReaderId } from '../lab/ports/services.ts';

const key = 'a2-student-id';

/** For this page only, if the browser stores nothing. */
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
      // Private windows may refuse; then the id is asked for again after a reload.
    }
  },
};
