import type { TableSettings } from '../../../document/table.ts';

/** A table was chosen, with what is predicted from what. */
export class TableEvent extends Event {
  static readonly type = 'a2-table';
  readonly table: TableSettings;

  constructor(table: TableSettings) {
    super(TableEvent.type, { bubbles: true, composed: true });
    this.table = table;
  }
}

declare global {
  interface HTMLElementEventMap {
    'a2-table': TableEvent;
  }
}
