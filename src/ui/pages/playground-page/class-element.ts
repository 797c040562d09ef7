import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import '../../elements/class-editor/element.ts';
import { define } from '../../elements/define.ts';
import type { Experiment } from '../../../document/schema.ts';
import { base, buttons } from '../../styles/shared.ts';
import { copyLink } from '../take-away-view/files.ts';
import type { ExperimentSession } from '../../../lab/session/session.ts';

/** @summary The playground's part for instructors: class settings, and the link to hand out. */
export class A2ClassPart extends LitElement {
  static override styles = [
    base,
    buttons,
    css`
      .hand {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem 0.9rem;
        align-items: center;
        margin-block-start: 1rem;
      }

      .told {
        min-block-size: 1.5em;
        margin-block-start: 0.3rem;
        overflow-wrap: anywhere;
      }
    `,
  ];

  static override properties = {
    session: { attribute: false },
    draft: { attribute: false },
    disabled: { type: Boolean },
    wrong: { type: Boolean },
    told: { state: true },
  };

  declare session: ExperimentSession | null;
  /** The session's draft, a property so that Lit sees its changes. */
  declare draft: Experiment | null;
  /** Whether nothing can be changed now. */
  declare disabled: boolean;
  /** Whether the set-up is invalid. */
  declare wrong: boolean;
  /** The result of the link action; '' before one. */
  declare protected told: string;

  constructor() {
    super();
    this.session = null;
    this.draft = null;
    this.disabled = false;
    this.wrong = false;
    this.told = '';
  }

  async #hand(use: (session: ExperimentSession) => Promise<string>): Promise<void> {
    if (this.session === null) return;
    try {
      this.told = await use(this.session);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.told = `The link could not be made: ${why}. Nothing is lost; try again.`;
    }
  }

  protected override render(): TemplateResult {
    const wrong = 'The set-up is not valid yet; the form below says what is wrong.';
    return html`
      <a2-class-editor
        .draft=${this.draft}
        .disabled=${this.disabled}
        @a2-draft=${() => (this.told = '')}
      ></a2-class-editor>
      <p class="hand">
        <button type="button" ?disabled=${this.wrong} @click=${() => void this.#hand(copy)}>
          Copy link for students
        </button>
        <button type="button" ?disabled=${this.wrong} @click=${() => void this.#hand(open)}>
          Open as students see it
        </button>
        <span class="small soft"
          >Students are asked when they open the link; here, nothing is asked.</span
        >
      </p>
      <p class="small told" role="status">${this.wrong ? wrong : this.told || nothing}</p>
    `;
  }
}

async function copy(session: ExperimentSession): Promise<string> {
  const { url, copied } = await copyLink(session);
  return copied
    ? 'Link copied.'
    : `This browser does not let the page copy. Copy this link: ${url}`;
}

async function open(session: ExperimentSession): Promise<string> {
  const { linkOf } = await import('../../../document/link.ts');
  location.hash = `#/x/${await linkOf(session.valid)}`;
  return '';
}

define('a2-class-part', A2ClassPart);

declare global {
  interface HTMLElementTagNameMap {
    'a2-class-part': A2ClassPart;
  }
}
