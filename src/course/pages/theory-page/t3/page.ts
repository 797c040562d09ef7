/** The page of question T3. */
import { html, type TemplateResult } from 'lit';
import './element.ts';

export const render = (): TemplateResult => html`<a2-theory-t3></a2-theory-t3>`;
