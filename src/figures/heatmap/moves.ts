/** Keyboard navigation between cells; up and down continue in the next panel. */
import type { Grid, CellIndex } from './grid.ts';

/** The cell that a key moves to, as in ARIA's grid pattern; null for keys that do not move. */
export function nextCell(
  key: string,
  control: boolean,
  from: CellIndex,
  grid: Grid,
): CellIndex | null {
  const { panel, row, column } = from;
  const columns = grid.columns.heads.length;
  const rows = grid.panels[panel]?.rows.length ?? 0;
  switch (key) {
    case 'ArrowLeft':
      return column > 0 ? { ...from, column: column - 1 } : null;
    case 'ArrowRight':
      return column < columns - 1 ? { ...from, column: column + 1 } : null;
    case 'ArrowUp':
      if (row > 0) return { ...from, row: row - 1 };
      return panel > 0 ? { panel: panel - 1, row: rows - 1, column } : null;
    case 'ArrowDown':
      if (row < rows - 1) return { ...from, row: row + 1 };
      return panel < grid.panels.length - 1 ? { panel: panel + 1, row: 0, column } : null;
    case 'Home':
      return { ...from, column: 0, ...(control ? { row: 0 } : {}) };
    case 'End':
      return { ...from, column: columns - 1, ...(control ? { row: rows - 1 } : {}) };
    default:
      return null;
  }
}

export const isSameCell = (a: CellIndex, b: CellIndex): boolean =>
  a.panel === b.panel && a.row === b.row && a.column === b.column;

/** The cell that an event comes from, also from within another element; null for none. */
export const cellOf = (event: Event): HTMLElement | null => {
  const [target] = event.composedPath();
  return target instanceof Element ? target.closest<HTMLElement>('[data-place]') : null;
};

export function cellIndexOf(td: HTMLElement): CellIndex {
  const [panel = 0, row = 0, column = 0] = (td.dataset.place ?? '').split(' ').map(Number);
  return { panel, row, column };
}
