/** The parts above the list that find and order runs. */
import { css, html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { count, counted } from '../../../base/numbers.ts';
import { icon } from '../../elements/icons.ts';
import {
  isFiltered,
  wholeView,
  type RunOrder,
  type RunView,
} from '../../elements/run-list/find-runs.ts';

const orderTexts: Readonly<Record<RunOrder, string>> = {
  newest: 'Newest first',
  oldest: 'Oldest first',
  name: 'Name',
  best: 'Best figure',
  trials: 'Most trials',
  time: 'Longest training',
};

/** Tags that can be pressed above the list; all others can be searched, and pressed on their runs. */
const maxTags = 16;

export const toggledTag = (view: RunView, tag: string): RunView => {
  const others = view.tags.filter((each) => each.toLowerCase() !== tag.toLowerCase());
  return { ...view, tags: others.length < view.tags.length ? others : [...others, tag] };
};

/** Shows all runs, in the order as it was. */
export const cleared = ({ order }: RunView): RunView => ({ ...wholeView, order });

export interface SearchActions {
  /** Asks for another view. */
  readonly change: (view: RunView) => void;
  /** Shows all runs. */
  readonly clear: () => void;
}

/** @param tags of all runs */
export function searchParts(
  view: RunView,
  {
    runs,
    found,
    tags,
  }: { readonly runs: number; readonly found: number; readonly tags: readonly string[] },
  { change, clear }: SearchActions,
): TemplateResult {
  const chosen = view.tags.map((tag) => tag.toLowerCase());
  const offered = [
    ...new Set([...view.tags, ...tags.filter((tag) => !chosen.includes(tag.toLowerCase()))]),
  ];
  return html`
    <div class="search" role="search" aria-label="Runs">
      <label>
        <span class="small soft">Find</span>
        <input
          type="search"
          placeholder="name, notes, tag, dataset, status"
          .value=${live(view.words)}
          @input=${(event: Event) => {
            change({ ...view, words: (event.target as HTMLInputElement).value.slice(0, 500) });
          }}
        />
      </label>
      <label>
        <span class="small soft">Sort by</span>
        <select
          .value=${live(view.order)}
          @change=${(event: Event) => {
            change({ ...view, order: (event.target as HTMLSelectElement).value as RunOrder });
          }}
        >
          ${Object.entries(orderTexts).map(
            ([order, text]) =>
              html`<option value=${order} ?selected=${order === view.order}>${text}</option>`,
          )}
        </select>
      </label>
      <p class="small numbers" role="status">
        ${isFiltered(view) ? `${count(found)} of ${counted(runs, 'run')}` : counted(runs, 'run')}
      </p>
      ${
        isFiltered(view)
          ? html`<button type="button" class="quiet" @click=${clear}>
              ${icon('close')}Show all
            </button>`
          : nothing
      }
      ${
        offered.length === 0
          ? nothing
          : html`<div class="tags" role="group" aria-label="Only runs with these tags">
              ${offered.slice(0, Math.max(maxTags, view.tags.length)).map((tag) => {
                const pressed = chosen.includes(tag.toLowerCase());
                return html`<button
                  type="button"
                  class="quiet tag"
                  aria-pressed=${pressed ? 'true' : 'false'}
                  @click=${() => change(toggledTag(view, tag))}
                >
                  ${pressed ? icon('done') : nothing}${tag}
                </button>`;
              })}
            </div>`
      }
    </div>
  `;
}

/** Instead of the list, where no run is found. */
export const noneFound = (view: RunView, clear: () => void): TemplateResult => html`
  <p class="empty">
    No run
    ${view.words.trim() === '' ? nothing : html`has “${view.words.trim()}” in its name, notes, tags, dataset, set-up or status`}
    ${view.words.trim() === '' || view.tags.length === 0 ? nothing : 'and'}
    ${view.tags.length === 0 ? nothing : html`has ${view.tags.length === 1 ? 'the tag' : 'all the tags'} ${view.tags.map((tag) => `“${tag}”`).join(', ')}`}.
    <button type="button" @click=${clear}>Show all runs</button>
  </p>
`;

export const searchStyles = css`
  .search {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5rem 1rem;
    align-items: end;
  }

  .search label {
    display: grid;
    gap: 0.1rem;
  }

  .search label:first-child {
    flex: 0 1 24rem;
    min-inline-size: min(100%, 16rem);
  }

  .search input,
  .search select {
    inline-size: 100%;
    min-block-size: 2.125rem;
    padding: 0 0.6em;
    border: 1px solid var(--a2-line-strong);
    border-radius: var(--a2-radius);
    background: var(--a2-raised);
    color: var(--a2-ink);
    font: inherit;
  }

  .search p {
    line-height: 2.125rem;
  }

  .search .tags {
    display: flex;
    flex: 1 1 100%;
    flex-wrap: wrap;
    gap: 0.3rem;
  }

  .tags .tag {
    max-inline-size: 100%;
    border-color: var(--a2-line);
    overflow-wrap: anywhere;
  }

  .tags .tag[aria-pressed='true'] {
    border-color: var(--a2-accent);
    background: var(--a2-accent-tint);
  }

  @media (pointer: coarse) {
    .search input,
    .search select {
      min-block-size: 2.75rem;
    }
  }
`;
