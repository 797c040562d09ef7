/** Which settings are read-only, and why. */
import { variesSeed } from '../../../document/classroom.ts';
import { axisIsLocked } from '../../../document/locks.ts';
import type { Experiment } from '../../../document/schema.ts';

export class LockRules {
  readonly #locked: readonly string[];
  /** Whether the seed is locked because it follows from the reader's id. */
  readonly #ownSeed: boolean;
  /** Why a setting is locked, if its author locked it. */
  readonly why: string;

  constructor(locked: readonly string[], draft: Experiment, authoring: boolean) {
    this.#locked = locked;
    this.#ownSeed = draft.classroom?.studentSeed === true && !authoring && !variesSeed(draft);
    this.why = authoring ? 'Locked for the class' : 'Set by the author';
  }

  /** One control may hold several settings (the initialisation); a lock of one locks the control. */
  locks(path: string): boolean {
    return axisIsLocked(this.#locked, path);
  }

  whyOf(path: string): string {
    return path === 'seed' && this.#ownSeed ? 'From your student id' : this.why;
  }

  /** Whether all of these are locked for the same reason. */
  together(paths: readonly string[]): boolean {
    return (
      paths.length > 1 && paths.every((path) => this.locks(path) && this.whyOf(path) === this.why)
    );
  }
}
