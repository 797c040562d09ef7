/** Changes made in the form; the page stores them. */
import type { Experiment } from '../../../document/schema.ts';
import type { MachineOptions } from '../../../lab/ports/services.ts';

export class DraftEvent extends Event {
  static readonly type = 'a2-draft';
  readonly draft: Experiment;

  constructor(draft: Experiment) {
    super(DraftEvent.type, { bubbles: true, composed: true });
    this.draft = draft;
  }
}

export class MachineEvent extends Event {
  static readonly type = 'a2-machine';
  readonly machine: MachineOptions;

  constructor(machine: MachineOptions) {
    super(MachineEvent.type, { bubbles: true, composed: true });
    this.machine = machine;
  }
}

declare global {
  interface HTMLElementEventMap {
    'a2-draft': DraftEvent;
    'a2-machine': MachineEvent;
  }
}
