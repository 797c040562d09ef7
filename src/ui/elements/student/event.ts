/** The reader's id was given; the page derives the seed. */
export class StudentEvent extends Event {
  static readonly type = 'a2-student';
  /** As typed, without spaces around it. */
  readonly id: string;

  constructor(id: string) {
    super(StudentEvent.type, { bubbles: true, composed: true });
    this.id = id;
  }
}

declare global {
  interface HTMLElementEventMap {
    'a2-student': StudentEvent;
  }
}
