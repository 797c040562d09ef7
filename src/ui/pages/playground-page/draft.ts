/** The playground's document: its start, its edits, and how it survives a reload. */
import { withAxis, withSetting } from '../../elements/settings-form/draft.ts';
import type { Experiment } from '../../../document/schema.ts';
import { withoutDataAxes } from '../../../data/tables/document.ts';

export const withBuiltIn = (draft: Experiment, name: string): Experiment =>
  withSetting(withoutDataAxes(draft), 'dataset', { name });

/** Five consecutive seeds from the draft's own, to show how much of a figure is chance. */
export function withSeeds(draft: Experiment): Experiment {
  const seed = Number(draft.trial.seed ?? 433);
  const first = Number.isInteger(seed) ? seed : 433;
  return withAxis(
    draft,
    'seed',
    [0, 1, 2, 3, 4].map((more) => first + more),
  );
}

const draftKey = 'a2-playground';
const textKey = 'a2-playground-text';

/** The value from before a reload; null if there was none, or the browser stores nothing. */
function kept(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

function keep(key: string, value: string): void {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    // Private windows may refuse; then a reload starts from the beginning.
  }
}

export function keptDraft(): unknown {
  try {
    return JSON.parse(kept(draftKey) ?? 'null') as unknown;
  } catch {
    return null;
  }
}

export const keepDraft = (draft: Experiment): void => keep(draftKey, JSON.stringify(draft));

export const keptText = (): string => kept(textKey) ?? '';

export const keepText = (text: string): void => keep(textKey, text);
