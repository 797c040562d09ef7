/** Question T4, fetched when it is opened. */
import { html, type TemplateResult } from 'lit';
import type { PlaceContext } from '../../../../ui/pages/route.ts';
import './element.ts';

export const render = ({ lab }: PlaceContext): TemplateResult =>
  html`<a2-theory-t4 .lab=${lab}></a2-theory-t4>`;
