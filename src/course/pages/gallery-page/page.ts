/** Examples to try, as a page of their own. */
import { html, type TemplateResult } from 'lit';
import './element.ts';

export const render = (): TemplateResult => html`<a2-gallery-page></a2-gallery-page>`;
