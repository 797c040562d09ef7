/** The page of question T6. */
import { html, type TemplateResult } from 'lit';
import './element.ts';

export const render = (): TemplateResult => html`<a2-theory-t6></a2-theory-t6>`;
