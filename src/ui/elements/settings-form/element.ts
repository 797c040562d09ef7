import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { DeferredElement } from '../deferred-element.ts';
import { isChoice } from '../../../document/choices.ts';
import type { Issue } from '../../../document/issue.ts';
import type { Experiment } from '../../../document/schema.ts';
import { base, buttons } from '../../styles/shared.ts';
import { disclosures } from '../../styles/disclosures.ts';
import { define } from '../define.ts';
import { icon } from '../icons.ts';
import {
  axisOf,
  doubtOf,
  issuesByField,
  issueText,
  parseEntry,
  parseList,
  readPath,
  withAxis,
  withSetting,
  withoutAxis,
} from './draft.ts';
import type { MachineOptions } from '../../../lab/ports/services.ts';
import { DraftEvent, MachineEvent } from './events.ts';
import { axesPart } from './axes.ts';
import type { Field, FieldGroup } from './fields.ts';
import { initParameter } from './init-parameter.ts';
import { groupsOf } from './groups.ts';
import { controlOf, lockedControl, type ControlContext } from './controls.ts';
import { LockRules } from './lock-rules.ts';
import { machineFields } from './machine.ts';
import { formStyles } from './styles.ts';
import { TypedTexts } from './typed.ts';

/**
 * @summary The set-up as a form. Any setting can be a single value or an axis of several.
 *
 * @event a2-draft - the document was edited; `draft`
 * @event a2-machine - engine or workers were changed; `machine`
 * @event a2-reset - the original should be restored
 * @slot history - more buttons beside Reset, as for undo
 */
export class A2SettingsForm extends DeferredElement {
  static override styles = [base, buttons, disclosures, formStyles];

  static override properties = {
    draft: { attribute: false },
    defaults: { attribute: false },
    issues: { attribute: false },
    machine: { attribute: false },
    frozen: { attribute: false },
    locked: { attribute: false },
    authoring: { attribute: false },
    changed: { attribute: false },
  };

  /** The document as edited, valid or not. */
  declare draft: Experiment | null;
  /** A complete trial, for settings that the document leaves to their defaults. */
  declare defaults: unknown;
  declare issues: readonly Issue[];
  declare machine: MachineOptions;
  /** Why nothing can be changed now; '' if it can. */
  declare frozen: string;
  /** Read-only paths, which cannot become axes either; each locks all paths below it. */
  declare locked: readonly string[];
  /** Whether it is the author's own form, which may unlock settings. */
  declare authoring: boolean;
  /** Whether the draft differs from the original. */
  declare changed: boolean;

  readonly #typed = new TypedTexts();

  constructor() {
    super();
    this.draft = null;
    this.defaults = {};
    this.issues = [];
    this.machine = { engine: 'auto', workers: null, deterministic: true };
    this.frozen = '';
    this.locked = [];
    this.authoring = false;
    this.changed = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('changed') && !this.changed) this.#typed.clear();
  }

  #edit(draft: Experiment): void {
    this.dispatchEvent(new DraftEvent(draft));
  }

  #reset(): void {
    this.#typed.clear();
    this.dispatchEvent(new Event('a2-reset', { bubbles: true, composed: true }));
  }

  /** The dialog and its library load on first use. */
  async #showDocument(): Promise<void> {
    const { A2DocumentDialog } = await import('../document-dialog/element.ts');
    let dialog = this.renderRoot.querySelector('a2-document-dialog');
    if (!(dialog instanceof A2DocumentDialog)) {
      dialog = new A2DocumentDialog();
      this.renderRoot.append(dialog);
    }
    if (!(dialog instanceof A2DocumentDialog)) return;
    dialog.draft = this.draft;
    dialog.frozen = this.frozen;
    dialog.locked = this.locked;
    dialog.authoring = this.authoring;
    await dialog.show();
  }

  protected override render(): TemplateResult | typeof nothing {
    const { draft } = this;
    if (draft === null) return nothing;
    const groups = groupsOf(draft);
    // The longer path is more specific: `init.d` before `init`.
    const paths = groups
      .flatMap(({ fields }) => fields.map(({ path }) => path))
      .toSorted((a, b) => b.length - a.length);
    const issues = issuesByField(this.issues, draft, paths);
    const general = issues.get('') ?? [];
    const rules = new LockRules(this.locked, draft, this.authoring);
    return html`
      <form novalidate aria-label="Set-up" @submit=${(event: Event) => event.preventDefault()}>
        ${
          general.length === 0
            ? nothing
            : html`<div class="general small" role="alert">
                ${general.map(({ message }) => html`<p>${message}</p>`)}
              </div>`
        }
        ${groups.map((group) => this.#group(group, draft, issues, rules))}
        ${axesPart(draft, addable(groups, draft), {
          edit: (next) => this.#edit(next),
          add: (path) => void this.#addAxis(path),
          frozen: this.frozen !== '',
          locked: (path) => rules.locks(path),
          why: rules.why,
        })}
        <fieldset ?disabled=${this.frozen !== ''}>
          <legend>Machine</legend>
          <div class="grid">
            ${machineFields(
              this.machine,
              this.#typed,
              (machine) => this.dispatchEvent(new MachineEvent(machine)),
              (path, label) => this.#helpMark(path, label),
            )}
          </div>
        </fieldset>
        <p class="small soft">${this.frozen}</p>
        <div class="foot small">
          <button type="button" class="quiet" @click=${() => void this.#showDocument()}>
            ${icon('document')}Open as document …
          </button>
          <button
            type="button"
            class="quiet"
            ?disabled=${!this.changed || this.frozen !== ''}
            @click=${this.#reset}
          >
            ${icon('reset')}Reset to original
          </button>
          <slot name="history"></slot>
        </div>
      </form>
    `;
  }

  /** A collapsed group opens by itself if it contains an axis or an error. */
  #group(
    { title, fields, folded }: FieldGroup,
    draft: Experiment,
    issues: ReadonlyMap<string, readonly Issue[]>,
    rules: LockRules,
  ): TemplateResult | typeof nothing {
    if (fields.length === 0) return nothing;
    // Shown once if it applies to all, else beside each field.
    const together = rules.together(fields.map(({ path }) => path));
    const why = together ? html`<span class="why">${icon('lock')}${rules.why}</span>` : nothing;
    const grid = html`<div class="grid">
      ${fields.map((field) =>
        this.#field(field, draft, issues.get(field.path) ?? [], rules, together),
      )}
    </div>`;
    const frozen = this.frozen !== '';
    if (folded !== true) {
      return html`<fieldset ?disabled=${frozen}>
        <legend>${title} ${why}</legend>
        ${grid}
      </fieldset>`;
    }
    const needed = fields.some(({ path }) => axisOf(draft, path) !== undefined || issues.has(path));
    return html`<details class="group" ?open=${needed}>
      <summary>${title} ${why}</summary>
      <fieldset ?disabled=${frozen}>
        <legend class="visually-hidden">${title}</legend>
        ${grid}
      </fieldset>
    </details>`;
  }

  async #addAxis(path: string): Promise<void> {
    const { draft } = this;
    if (draft === null) return;
    const value = readPath(draft.trial, path) ?? readPath(this.defaults, path) ?? null;
    this.#edit(withAxis(draft, path, [value]));
    // The list to type into exists only after the page has set the new draft.
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(`#${fieldId(path)}`)?.focus();
  }

  #field(
    field: Field,
    draft: Experiment,
    issues: readonly Issue[],
    rules: LockRules,
    together: boolean,
  ): TemplateResult {
    const axis = axisOf(draft, field.path);
    const id = fieldId(field.path);
    const written = readPath(draft.trial, field.path);
    const otherwise = field.kind === 'choice' ? field.preset : undefined;
    const value =
      written ?? (written === null ? null : (readPath(this.defaults, field.path) ?? otherwise));
    const context: ControlContext = {
      id,
      invalid: issues.length > 0,
      typed: this.#typed,
      edit: (next) => this.#edit(withSetting(draft, field.path, next)),
      editAxis: (values) => this.#edit(withAxis(draft, field.path, values)),
    };
    const locked = rules.locks(field.path);
    const wide = field.wide === true || (axis !== undefined && field.kind === 'choice');
    return html`
      <div class="field ${wide ? 'wide' : ''} ${axis === undefined ? '' : 'varied'}">
        <div class="top">
          <label for=${id} id="${id}-label">${field.label}</label>
          ${this.#helpMark(field.path, field.label)}
          ${
            locked
              ? html`<span class="lock" title=${rules.whyOf(field.path)}>${icon('lock')}</span>`
              : this.#varyButton(field, draft, value, axis !== undefined)
          }
        </div>
        ${
          locked
            ? html`${lockedControl(field, value, axis, id)}
                <p class=${together ? 'visually-hidden' : 'hint small soft'} id="${id}-locked">
                  ${rules.whyOf(field.path)}
                </p>`
            : controlOf(field, value, axis, context)
        }
        ${this.#doubt(field, axis === undefined ? value : axis.values, axis !== undefined)}
        ${field.hint === undefined ? nothing : html`<p class="hint small soft">${field.hint}</p>`}
        <p class="error" id="${id}-error" ?hidden=${issues.length === 0}>
          ${issues.map(issueText).join('; ')}
        </p>
      </div>
    `;
  }

  /** Explains a comma among the typed numbers that could mean two things. */
  #doubt(field: Field, value: unknown, isList: boolean): TemplateResult | typeof nothing {
    if (field.kind !== 'number') return nothing;
    const id = fieldId(field.path);
    const text = this.#typed.latest(isList ? `${id} list` : id) ?? '';
    const read = isList
      ? parseList(text, field.nullable ? (field.empty ?? 'all') : '')
      : parseEntry(text);
    const doubt = JSON.stringify(read) === JSON.stringify(value) ? doubtOf(text, isList) : '';
    return doubt === '' ? nothing : html`<p class="hint small soft" role="status">${doubt}</p>`;
  }

  /** A link, because a disabled fieldset disables its buttons, and because its text is also in the glossary. */
  #helpMark(path: string, label: string): TemplateResult {
    return html`<a
      class="help"
      href="#/glossary/${path}"
      role="button"
      aria-label="What is ${label}?"
      aria-haspopup="dialog"
      aria-expanded="false"
      @click=${(event: Event) => {
        event.preventDefault();
        void this.#explain(event.currentTarget as HTMLElement, path, label);
      }}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key !== ' ') return;
        event.preventDefault();
        (event.currentTarget as HTMLElement).click();
      }}
      >?</a
    >`;
  }

  /** The texts and their formulas load on first use. */
  async #explain(mark: HTMLElement, path: string, label: string): Promise<void> {
    const { A2Help } = await import('../help/element.ts');
    const found = this.renderRoot.querySelector('a2-help');
    const help = found instanceof A2Help ? found : new A2Help();
    if (found === null) this.renderRoot.append(help);
    await help.show(mark, { path, label, chosen: this.#chosenFor(path) });
  }

  /** The members that the form has for a setting: its own values, or the member whose setting it is. */
  #chosenFor(path: string): string[] {
    const { draft, defaults, machine } = this;
    if (path === 'machine.engine') return [machine.engine];
    const [kind = ''] = path.split('.');
    const at = path === 'init' || path.startsWith('init.') ? 'init.name' : path;
    const of = isChoice(kind) && kind !== 'init' ? `${kind}.name` : at;
    const axis = draft?.axes.find((each) => each.path === of || `${each.path}.name` === of);
    const values = axis?.values ?? [readPath(draft?.trial, of) ?? readPath(defaults, of)];
    const names = values.map((value) => readPath(value, 'name') ?? value).flat();
    return [...new Set(names.filter((name) => typeof name === 'string'))];
  }

  #varyButton(
    field: Field,
    draft: Experiment,
    value: unknown,
    varied: boolean,
  ): TemplateResult | typeof nothing {
    if (field.fixed === true) return nothing;
    return html`
      <button
        type="button"
        class="quiet"
        aria-pressed=${varied ? 'true' : 'false'}
        aria-label="vary ${field.label}"
        title=${
          varied ? 'Use a single value, the first' : 'Train one trial for each of several values'
        }
        @click=${() => {
          this.#edit(
            varied ? withoutAxis(draft, field.path) : withAxis(draft, field.path, [value]),
          );
        }}
      >
        vary
      </button>
    `;
  }
}

const fieldId = (path: string): string => `field-${path.replaceAll('.', '-')}`;

/** Settings that may become an axis, including the current initialisation's number. */
function addable(groups: readonly FieldGroup[], draft: Experiment): Field[] {
  const fields = groups.flatMap((group) => group.fields);
  const parameter = initParameter(String(readPath(draft.trial, 'init.name')));
  if (parameter === undefined || axisOf(draft, 'init') !== undefined) return fields;
  const path = `init.${parameter.key}`;
  return fields.some((field) => field.path === path)
    ? fields
    : [...fields, { kind: 'number', path, label: parameter.label, nullable: false }];
}

define('a2-settings-form', A2SettingsForm);

declare global {
  interface HTMLElementTagNameMap {
    'a2-settings-form': A2SettingsForm;
  }
}
