/** The playground: any experiment, from a form, from JSON or on the user's own table. */
import { html, type TemplateResult } from 'lit';
import type { PageContext } from '../route.ts';
import './element.ts';

export const render = ({ lab, sessions }: PageContext): TemplateResult =>
  html`<a2-playground-page .lab=${lab} .sessions=${sessions}></a2-playground-page>`;
