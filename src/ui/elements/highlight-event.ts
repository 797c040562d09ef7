/** One trial is highlighted everywhere on the page, or none. */
export class HighlightEvent extends Event {
  static readonly type = 'a2-highlight';
  /** The trial's id; null removes the highlight. */
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
