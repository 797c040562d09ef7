/** The page of question T6. */
import { html, type TemplateResult } from 'lit';

export const render = (): TemplateResult => html`<p class="soft">Nothing is here yet.</p>`;
