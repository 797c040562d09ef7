/** The page of question T5. */
import { html, type TemplateResult } from 'lit';
import './element.ts';

export const render = (): TemplateResult => html`<a2-theory-t5></a2-theory-t5>`;
