/** Templates of the stage's parts. */
import { isReal } from '../../../data/registry.ts';
import { html, nothing, type TemplateResult } from 'lit';
import type { DraftEvent, MachineEvent } from '../../../ui/elements/settings-form/events.ts';
import '../../../ui/elements/figures/element.ts';
import { icon } from '../../../ui/elements/icons.ts';
import '../../../ui/elements/notice/element.ts';
import '../../../ui/elements/results-table/element.ts';
import { saveFile } from '../../../ui/elements/save-menu/save-file.ts';
import type { ResultsDocument } from '../../../formats/results/document.ts';
import type { Loaded } from '../../../ui/elements/loaded.ts';
import type { ExperimentSession } from '../../../lab/session/session.ts';
import { realName } from '../../../text/labels.ts';
import { labVersion } from '../../../base/version.ts';
import { smallDownload } from '../../api/data.ts';
import { isSynthetic } from '../../../document/parameters.ts';
import type { StageOptions } from '../options.ts';
import type { Opened } from './open.ts';

/** Events between the parts, which must not leave the element; its own events are in ../events.ts. */
export const internalEvents = [
  'a2-run',
  'a2-run-again',
  'a2-cancel',
  'a2-pause',
  'a2-resume',
  'a2-highlight',
  'a2-draft',
  'a2-machine',
  'a2-reset',
  'a2-predict',
  'a2-student',
] as const;

export interface FormPart {
  readonly session: ExperimentSession;
  readonly options: StageOptions;
  /** The form's module; null until the disclosure is opened. */
  readonly module: Loaded<unknown> | null;
  readonly opened: () => void;
  readonly retry: () => void;
}

/** The form inside a disclosure; it is large, so it is loaded when that is opened. */
export function settingsForm(part: FormPart): TemplateResult | typeof nothing {
  if (part.options.readonly) return nothing;
  return html`
    <details
      class="change"
      @toggle=${(event: Event) => {
        if (event.target instanceof HTMLDetailsElement && event.target.open) part.opened();
      }}
    >
      <summary>Change the set-up</summary>
      ${part.module === null ? nothing : loadedPart(part.module, () => form(part), part.retry)}
    </details>
  `;
}

const form = ({ session }: FormPart): TemplateResult => html`
  <a2-settings-form
    .draft=${session.draft}
    .defaults=${session.defaults}
    .issues=${session.issues}
    .machine=${session.machine}
    .frozen=${session.active ? 'Cannot be changed during a run.' : ''}
    .locked=${session.classroom.locked(session.draft)}
    .changed=${session.changed}
    @a2-draft=${(event: DraftEvent) => session.edit(event.draft)}
    @a2-machine=${(event: MachineEvent) => session.setMachine(event.machine)}
    @a2-reset=${() => session.reset()}
  ></a2-settings-form>
`;

/** What a module renders, or that it is loading, or why it failed and a button to try again. */
export function loadedPart<T>(
  loaded: Loaded<T>,
  draw: (module: T) => TemplateResult,
  retry: () => void,
): TemplateResult {
  switch (loaded.state) {
    case 'loading':
      return html`<p class="soft" role="status">Loading …</p>`;
    case 'failed':
      return html`<a2-notice kind="error">
        This part could not be loaded: ${loaded.why}
        <button slot="action" type="button" @click=${retry}>Try again</button>
      </a2-notice>`;
    case 'here':
      return draw(loaded.module);
    default:
      return loaded satisfies never;
  }
}

export interface ClassView {
  readonly render: (session: ExperimentSession) => TemplateResult;
}

/** Whether a run needs a large download first. */
export function large({ session, known }: Opened): boolean {
  const { name } = session.defaults.dataset;
  if (!isReal(name)) return false;
  const { cached, bytes, available } = known[name];
  return available && !cached && bytes > smallDownload;
}

/** The question and the remarks on it; collapsed if compact. */
export function asked(
  { valid }: ExperimentSession,
  compact: boolean,
): TemplateResult | typeof nothing {
  const lines = valid.question.split('\n').filter((line) => line !== '');
  if (lines.length === 0 && valid.notes.length === 0) return nothing;
  const all = html`<div class="asked">
    ${lines.map((line) => html`<p>${line}</p>`)}
    ${
      valid.notes.length === 0
        ? nothing
        : html`<ul class="notes small soft" aria-label="Remarks on the task">
            ${valid.notes.map((note) => html`<li>${note}</li>`)}
          </ul>`
    }
  </div>`;
  if (!compact) return all;
  return html`<details>
    <summary>What is asked</summary>
    ${all}
  </details>`;
}

/** @param link the set-up's address in the lab; '' without a lab */
export function foot(
  { shown }: ExperimentSession,
  results: ResultsDocument | null,
  link: string,
): TemplateResult {
  return html`
    <div class="foot small">
      ${
        results === null
          ? nothing
          : html`<button
              type="button"
              class="quiet"
              @click=${() =>
                saveFile(
                  `${shown.name}-results.json`,
                  `${JSON.stringify(results, null, 2)}\n`,
                  'application/json',
                )}
            >
              ${icon('download')}Save the results
            </button>`
      }
      ${
        link === ''
          ? nothing
          : html`<a href=${link} target="_blank" rel="noopener">Open in the lab</a>`
      }
      <span class="by soft">a2-lab ${labVersion}</span>
    </div>
  `;
}

/** All figures and the table; if compact, the first figure and the collapsed table. */
export function figures(
  session: ExperimentSession,
  { compact }: StageOptions,
  drawn: 'head' | 'figures' | 'all',
): TemplateResult {
  if (drawn === 'head') return html`<div class="room"></div>`;
  const { results, shown } = session;
  const standIn = results.trials.map(({ plan }) => plan.trial.dataset.name).find(isSynthetic);
  const caption = standIn === undefined ? '' : `stand-in data, not ${realName(standIn)}`;
  const table = html`<a2-results-table
    .trials=${results.trials}
    .axes=${shown.axes}
    .caption=${caption}
    .highlighted=${session.highlighted}
  ></a2-results-table>`;
  return html`
    <a2-figures
      .trials=${results.trials}
      .axes=${shown.axes}
      .status=${results.status}
      .standIn=${caption}
      .highlighted=${session.highlighted}
      .experiment=${shown.name}
      .most=${compact ? 1 : Infinity}
    ></a2-figures>
    ${
      drawn === 'figures'
        ? nothing
        : compact
          ? html`<details class="table">
              <summary>Results as a table</summary>
              ${table}
            </details>`
          : table
    }
  `;
}
