/** What the list of runs shows, kept until the tab is closed. */
import * as v from 'valibot';
import { runOrders, wholeView, type RunView } from '../../elements/run-list/find-runs.ts';

const key = 'a2-runs-view';

const viewSchema = v.object({
  words: v.string(),
  tags: v.array(v.string()),
  order: v.picklist(runOrders),
  /** Ids of the selected runs. */
  selected: v.array(v.string()),
});

export interface KeptView {
  readonly view: RunView;
  readonly selected: ReadonlySet<string>;
}

/** That of before a reload; everything, if there was none or the browser stores nothing. */
export function keptView(): KeptView {
  try {
    const read = v.safeParse(viewSchema, JSON.parse(sessionStorage.getItem(key) ?? 'null'));
    if (!read.success) return { view: wholeView, selected: new Set() };
    const { selected, ...view } = read.output;
    return { view, selected: new Set(selected) };
  } catch {
    return { view: wholeView, selected: new Set() };
  }
}

export function keepView({ view, selected }: KeptView): void {
  try {
    sessionStorage.setItem(key, JSON.stringify({ ...view, selected: [...selected] }));
  } catch {
    // Private windows may refuse; then a reload shows all runs.
  }
}
