/** The page at the bare address. */
import { html, type TemplateResult } from 'lit';
import './element.ts';

export const render = (): TemplateResult => html`<a2-front-page></a2-front-page>`;
