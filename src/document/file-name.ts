/** Names of files that every system takes. */
import { trimmedEnd } from '../base/trim.ts';

/**
 * What Windows takes for a device, whatever comes after a dot: aux.json is one. Also with the raised digits.
 * https://learn.microsoft.com/windows/win32/fileio/naming-a-file
 */
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])$/i;

/**
 * The part of the name that makes it a device's: "aux" of "aux.json"; null where it is none.
 * @param name without folders
 */
export function deviceOf(name: string): string | null {
  // Blanks before the dot do not help either.
  const stem = name.split('.', 1)[0]!.trimEnd();
  return device.test(stem) ? stem : null;
}

/**
 * A name that is a file on Windows too: "aux.json" becomes "aux_.json". Dots and blanks at the end, which Windows
 * drops, are dropped.
 * @param name without folders
 */
export function portableFileName(name: string): string {
  const whole = trimmedEnd(name, '. ') || '_';
  const stem = deviceOf(whole);
  return stem === null ? whole : `${stem}_${whole.slice(stem.length)}`;
}

/**
 * Why Windows would not make a file of this name, or would make another; null where it does.
 * @param name without folders
 */
export function windowsProblem(name: string): string | null {
  const stem = deviceOf(name);
  if (stem !== null) return `${stem} is a device name on Windows, whatever its extension`;
  if (/[. ]$/.test(name)) return 'Windows does not allow a name that ends with a dot or a space';
  const wrong = /[<>:"|?*\u0000-\u001f]/.exec(name)?.[0];
  return wrong === undefined ? null : `Windows does not allow ${JSON.stringify(wrong)} in a name`;
}
