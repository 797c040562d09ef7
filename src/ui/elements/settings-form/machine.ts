/** How to compute: not part of the experiment, so not part of its document. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { mayRelax } from '../../../catalog/lookup/engine-bits.ts';
import { engineChoices, type EngineChoice } from '../../../catalog/lookup/engine.ts';
import { engineText } from '../../../text/labels.ts';
import { entryText, parseEntry } from './draft.ts';
import type { MachineOptions } from '../../../lab/ports/services.ts';
import type { TypedTexts } from './typed.ts';

/** More are never useful in a browser, and a typo must not start a thousand. */
export const maxWorkers = 64;

/** A whole number from 1 on, null for none given, undefined for anything else. */
export function parseWorkers(text: string): number | null | undefined {
  const value = parseEntry(text, true);
  if (value === null) return null;
  return Number.isInteger(value) && Number(value) >= 1 && Number(value) <= maxWorkers
    ? Number(value)
    : undefined;
}

export function machineFields(
  machine: MachineOptions,
  typed: TypedTexts,
  change: (machine: MachineOptions) => void,
  help: (path: string, label: string) => TemplateResult,
): TemplateResult {
  return html`
    <div class="field wide">
      <div class="top"><label for="engine">Engine</label>${help('machine.engine', 'Engine')}</div>
      <select
        id="engine"
        @change=${(event: Event) => {
          const engine = (event.target as HTMLSelectElement).value as EngineChoice;
          change({ ...machine, engine });
        }}
      >
        ${engineChoices.map(
          (each) =>
            html`<option value=${each} .selected=${live(each === machine.engine)}>
              ${engineText(each)}
            </option>`,
        )}
      </select>
    </div>
    ${workersField(machine, typed, change, help)} ${bitsField(machine, change, help)}
  `;
}

function workersField(
  machine: MachineOptions,
  typed: TypedTexts,
  change: (machine: MachineOptions) => void,
  help: (path: string, label: string) => TemplateResult,
): TemplateResult {
  const text = typed.show('workers', machine.workers, parseWorkers, entryText);
  const typedText = typed.latest('workers') ?? text;
  const wrong = parseWorkers(typedText) === undefined;
  return html`
    <div class="field">
      <div class="top">
        <label for="workers">Workers</label>${help('machine.workers', 'Workers')}
      </div>
      <input
        id="workers"
        type="text"
        inputmode="numeric"
        autocomplete="off"
        placeholder="automatic"
        aria-invalid=${wrong ? 'true' : nothing}
        aria-describedby="workers-error"
        .value=${live(wrong ? typedText : text)}
        @input=${(event: Event) => {
          const entered = (event.target as HTMLInputElement).value;
          typed.remember('workers', entered);
          // An invalid number is ignored; the field says what is expected.
          change({ ...machine, workers: parseWorkers(entered) ?? null });
        }}
      />
      <p class="error" id="workers-error" ?hidden=${!wrong}>
        expected a whole number from 1 to ${maxWorkers}; automatic until then
      </p>
    </div>
  `;
}

/** Few engines make this distinction; `auto` usually chooses one that does. */
function bitsField(
  machine: MachineOptions,
  change: (machine: MachineOptions) => void,
  help: (path: string, label: string) => TemplateResult,
): TemplateResult {
  const idle = !mayRelax(machine.engine);
  return html`
    <div class="field wide">
      <div class="choices">
        <label>
          <input
            id="deterministic"
            type="checkbox"
            aria-describedby="deterministic-note"
            ?disabled=${idle}
            .checked=${live(machine.deterministic)}
            @change=${(event: Event) => {
              const { checked } = event.target as HTMLInputElement;
              change({ ...machine, deterministic: checked });
            }}
          />
          Same digits on every machine
        </label>
        ${help('machine.deterministic', 'Same digits on every machine')}
      </div>
      <p class="small soft" id="deterministic-note">
        Without it, the lab’s own engine may use fused multiply-add: faster on some processors, with
        different last digits.
      </p>
    </div>
  `;
}
