/** The page of question T3. */
import { html, type TemplateResult } from 'lit';

export const render = (): TemplateResult => html`<p class="soft">Nothing is here yet.</p>`;
