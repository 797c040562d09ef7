/** File names that every system allows. */
import { trimmedEnd } from '../base/trim.ts';

/**
 * Names that Windows reserves for devices, whatever the extension (aux.json), superscript digits included.
 * https://learn.microsoft.com/windows/win32/fileio/naming-a-file
 */
const device = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])$/i;

/**
 * The reserved part of the name: "aux" of "aux.json"; null if there is none.
 * @param name without folders
 */
export function deviceOf(name: string): string | null {
  // Spaces before the dot do not change that.
  const stem = name.split('.', 1)[0]!.trimEnd();
  return device.test(stem) ? stem : null;
}

/**
 * A file name that also works on Windows: "aux.json" becomes "aux_.json". Trailing dots and spaces, which Windows drops,
 * are removed.
 * @param name without folders
 */
export function portableFileName(name: string): string {
  const whole = trimmedEnd(name, '. ') || '_';
  const stem = deviceOf(whole);
  return stem === null ? whole : `${stem}_${whole.slice(stem.length)}`;
}

/**
 * Why Windows refuses or changes this file name; null if it does not.
 * @param name without folders
 */
export function windowsProblem(name: string): string | null {
  const stem = deviceOf(name);
  if (stem !== null) return `${stem} is a device name on Windows, whatever its extension`;
  if (/[. ]$/.test(name)) return 'Windows does not allow a name that ends with a dot or a space';
  const wrong = /[<>:"|?*\u0000-\u001f]/.exec(name)?.[0];
  return wrong === undefined ? null : `Windows does not allow ${JSON.stringify(wrong)} in a name`;
}
