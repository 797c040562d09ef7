/** One trial is set off everywhere on the page, or none. */
export class HighlightEvent extends Event {
  static readonly type = 'a2-highlight';
  /** The trial's id; null sets none off. */
  readonly trial: string | null;

  constructor(trial: string | null) {
    super(HighlightEvent.type, { bubbles: true, composed: true });
    this.trial = trial;
  }
}

declare global {
  interface HTMLElementEventMap {
    'a2-highlight': HighlightEvent;
  }
}
