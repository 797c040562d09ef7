/** The live network at an address of its own, with its settings: "#/live", "#/live/1.check.payload". */
import { html, type TemplateResult } from 'lit';
import type { PageContext } from '../route.ts';
import './element.ts';

export const render = ({ rest }: PageContext): TemplateResult =>
  html`<a2-live-page .link=${rest}></a2-live-page>`;
