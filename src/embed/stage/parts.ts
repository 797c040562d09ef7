/** Parts of the stage that come when they are asked for. */
import { html, nothing, type TemplateResult } from 'lit';
import type { DraftEvent, MachineEvent } from '../../components/settings-form/events.ts';
import { icon } from '../../components/icons.ts';
import '../../components/notice/element.ts';
import { saveFile } from '../../components/save-menu/save-file.ts';
import type { ResultsDocument } from '../../experiment/results.ts';
import type { Loaded } from '../../pages/loaded.ts';
import type { ExperimentSession } from '../../pages/session.ts';
import { labVersion } from '../../version.ts';
import type { StageOptions } from '../options.ts';

/** Events of the parts, which must not leave the element; its own are in ../events.ts. */
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
] as const;

export interface FormPart {
  readonly session: ExperimentSession;
  readonly options: StageOptions;
  /** The form's module; null until the disclosure was opened. */
  readonly module: Loaded<unknown> | null;
  readonly opened: () => void;
  readonly retry: () => void;
}

/** The form behind its disclosure; it is large, so it is fetched when that is opened. */
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
      ${part.module === null ? nothing : fetched(part, part.module)}
    </details>
  `;
}

function fetched({ session, retry }: FormPart, module: Loaded<unknown>): TemplateResult {
  switch (module.state) {
    case 'loading':
      return html`<p class="soft" role="status">Fetching the form …</p>`;
    case 'failed':
      return html`<a2-notice kind="error">
        The form could not be fetched: ${module.why}
        <button slot="action" type="button" @click=${retry}>Try again</button>
      </a2-notice>`;
    case 'here':
      return html`<a2-settings-form
        .draft=${session.draft}
        .defaults=${session.defaults}
        .issues=${session.issues}
        .machine=${session.machine}
        .frozen=${session.active ? 'Fixed while the run goes on.' : ''}
        .locked=${session.valid.classroom?.lock ?? []}
        .changed=${session.changed}
        @a2-draft=${(event: DraftEvent) => session.edit(event.draft)}
        @a2-machine=${(event: MachineEvent) => session.setMachine(event.machine)}
        @a2-reset=${() => session.reset()}
      ></a2-settings-form>`;
    default:
      return module satisfies never;
  }
}

/** The question and the remarks on it; folded away where room is short. */
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

/** @param link the set-up's address in the lab; '' where the lab is nowhere */
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
