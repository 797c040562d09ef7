/** How an instructor uses the lab. */
import { html, type TemplateResult } from 'lit';
import './element.ts';

export const render = (): TemplateResult => html`<a2-class-page></a2-class-page>`;
