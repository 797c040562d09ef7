/** The assignment page, loaded on demand. */
import { html, type TemplateResult } from 'lit';
import type { PageContext } from '../../../ui/pages/route.ts';
import './element.ts';

export const render = ({ lab, sessions }: PageContext): TemplateResult =>
  html`<a2-assignment-page .lab=${lab} .sessions=${sessions}></a2-assignment-page>`;
