/** Unfinished trials should run again. */
export class RunAgainEvent extends Event {
  static readonly type = 'a2-run-again';
  readonly ids: readonly string[];

  constructor(ids: readonly string[]) {
    super(RunAgainEvent.type, { bubbles: true, composed: true });
    this.ids = ids;
  }
}

declare global {
  interface HTMLElementEventMap {
    'a2-run-again': RunAgainEvent;
  }
}
