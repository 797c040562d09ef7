/** Whether the notice that the browser may delete the lab's data was shown before. */

const key = 'a2-storage-told';

function read(): boolean {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    // Without localStorage, show the notice at each visit; nothing is stored there in any case.
    return false;
  }
}

/** On an earlier visit; a notice shown on this visit stays until dismissed. */
export const noticeShownBefore = read();

export function rememberTold(): void {
  try {
    localStorage.setItem(key, '1');
  } catch {
    // See above.
  }
}
