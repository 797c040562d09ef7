/** Errors of the file system as one sentence each. */
import { LabError } from '../../base/errors.ts';
import { systemCode } from '../ports/file-system.ts';

type Action = 'read' | 'written' | 'removed' | 'opened';

/** Why, by the system's code, and what helps. */
function reasonOf(code: string): readonly [why: string, help: string] {
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return ['the disk is full', 'Free some space and start again'];
    case 'EROFS':
      return ['the disk is read-only', 'Choose a folder that can be written'];
    case 'EACCES':
    case 'EPERM':
      return [
        'this user may not, or another program has it open',
        'Make the folder writable, close what has its files open, or choose another one',
      ];
    case 'EBUSY':
      return ['another program has it open', 'Close it there and start again'];
    case 'ENOENT':
    case 'EIO':
    case 'ENODEV':
    case 'ENXIO':
    case 'ESTALE':
    case 'ENOTCONN':
      return [
        'the folder or its drive is gone, or the drive is failing',
        'Connect the drive again, or choose another folder',
      ];
    case 'ENOTDIR':
    case 'EEXIST':
      return ['a part of the path is a file', 'Choose a folder'];
    case 'EISDIR':
      return ['there is a folder of this name', 'Choose another folder'];
    case 'EMFILE':
    case 'ENFILE':
      return ['too many files are open', 'Close other programs, or raise the limit of open files'];
    case 'ENAMETOOLONG':
      return ['the path is too long', 'Choose a folder with a shorter path'];
    case 'EFBIG':
      return ['the file is too large for this disk', 'Choose a folder on another disk'];
    default:
      return ['the system refused it', 'Choose another folder, or start again'];
  }
}

/** As LabError `store`; a LabError is returned as it is. */
export function storeProblem(error: unknown, action: Action, place: string): LabError {
  if (error instanceof LabError) return error;
  const code = systemCode(error);
  const [why, help] = reasonOf(code);
  const said = code === '' && error instanceof Error ? error.message : code;
  const message = `${place} could not be ${action}: ${why}${said === '' ? '' : ` (${said})`}. ${help}; what is finished stays.`;
  return new LabError('store', message, { cause: error });
}

/** "FOLDER/trials/x.json"; the folder itself for "". */
export const placeOf = ({ place }: { readonly place: string }, path: string): string =>
  path === '' ? place : `${place}/${path}`;
