/** Whether this browser was told once that it may delete what the lab keeps. */

const key = 'a2-storage-told';

function read(): boolean {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    // What may not be remembered is said at each visit; nothing is kept there in any case.
    return false;
  }
}

/** On an earlier visit: what this one tells stays until it is dismissed. */
export const noticeShownBefore = read();

export function rememberTold(): void {
  try {
    localStorage.setItem(key, '1');
  } catch {
    // See above.
  }
}
