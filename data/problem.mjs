/** Errors while data are prepared, with messages for the person who starts the lab. */

/**
 * @typedef {'network' | 'checksum' | 'short' | 'disk-full' | 'disk' | 'folder' | 'archive'} ProblemCode
 */

export class Problem extends Error {
  /**
   * @param {ProblemCode} code
   * @param {string} message
   * @param {{ cause?: unknown, unreachable?: boolean, brief?: string }} [details] `unreachable`: other files of this
   *   host need not be tried; `brief`: what went wrong, without the advice.
   */
  constructor(code, message, details = {}) {
    super(message, { cause: details.cause });
    this.name = 'Problem';
    this.code = code;
    this.unreachable = details.unreachable === true;
    this.brief = details.brief ?? null;
  }
}

/** @param {unknown} error @returns {string} the system's error code, or '' */
export const systemCode = (error) =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** @param {number} bytes */
export const bytesText = (bytes) => `${bytes.toLocaleString('en-US')} bytes`;

/**
 * A file-system error as a Problem; a Problem, an abort or an unknown error is returned as it is.
 * @param {unknown} error @param {string} file @param {number | null} wanted bytes, where they are known
 */
export function diskProblem(error, file, wanted) {
  const code = systemCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new Problem(
      'disk-full',
      `The disk is full: ${file} ${wanted === null ? 'did not fit' : `needs ${bytesText(wanted)}, which did not fit`}. The incomplete file was removed. Free some space and start again.`,
      { cause: error },
    );
  }
  // On Windows, EPERM and EACCES can mean either, and nothing distinguishes them.
  const held = code === 'EBUSY' || (process.platform === 'win32' && /^E(PERM|ACCES)$/.test(code));
  if (held) {
    return new Problem(
      'disk',
      `${file} cannot be written (${code}): another program has it open, or this user may not write there. Close the file where it is open (a reader, an editor, a virus scanner, OneDrive), or make the folder writable, and start again.`,
      { cause: error },
    );
  }
  if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EISDIR', 'EIO'].includes(code)) {
    return new Problem(
      'disk',
      `${file} cannot be written (${code}). Make the folder writable for this user, or start a copy of the lab in a writable folder.`,
      { cause: error },
    );
  }
  return error;
}
