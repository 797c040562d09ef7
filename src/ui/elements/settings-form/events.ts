/** What a person changes in the form; the page keeps it. */
import type { Experiment } from '../../../document/schema.ts';
import type { EngineChoice } from '../../../catalog/lookup/engine.ts';

/** How to compute, which is no part of the experiment. */
export interface MachineOptions {
  readonly engine: EngineChoice;
  /** Null lets the pool choose. */
  readonly workers: number | null;
  /** The same bits on every machine, instead of fused multiply-adds where there are any. */
  readonly deterministic: boolean;
}

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
