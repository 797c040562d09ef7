/** Question T3, fetched when it is opened. */
import { html, type TemplateResult } from 'lit';
import './element.ts';

export const render = (): TemplateResult => html`<a2-theory-t3></a2-theory-t3>`;
