/** The reader's id, which this browser keeps for the experiments that give each student a seed. */

const key = 'a2-student-id';

/** For this page alone, where the browser keeps nothing. */
let known: string | null = null;

/** Null as long as none was given. */
export function keptStudentId(): string | null {
  try {
    return localStorage.getItem(key) ?? known;
  } catch {
    return known;
  }
}

export function keepStudentId(id: string): void {
  known = id;
  try {
    localStorage.setItem(key, id);
  } catch {
    // Private windows may refuse; then it is asked for again after a reload.
  }
}
