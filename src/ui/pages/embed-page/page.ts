/** The page on embedding, loaded when opened. */
import { html, type TemplateResult } from 'lit';
import type { PageContext } from '../route.ts';
import './element.ts';

export const render = ({ lab, sessions, rest }: PageContext): TemplateResult =>
  html`<a2-embed-page .lab=${lab} .sessions=${sessions} .rest=${rest}></a2-embed-page>`;
