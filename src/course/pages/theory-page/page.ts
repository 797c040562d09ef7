/** The theory pages, loaded on demand. */
import { html, type TemplateResult } from 'lit';
import type { PageContext } from '../../../ui/pages/route.ts';
import './element.ts';

export const render = (context: PageContext): TemplateResult =>
  html`<a2-theory-page .name=${context.rest} .context=${context}></a2-theory-page>`;
