/** The page on the element for other pages, fetched when it is opened. */
import { html, type TemplateResult } from 'lit';
import type { PlaceContext } from '../route.ts';
import './element.ts';

export const render = ({ lab, sessions, rest }: PlaceContext): TemplateResult =>
  html`<a2-embed-page .lab=${lab} .sessions=${sessions} .rest=${rest}></a2-embed-page>`;
