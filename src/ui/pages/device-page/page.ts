/** The page on what is kept on this device, loaded when opened. */
import { html, type TemplateResult } from 'lit';
import type { PageContext } from '../route.ts';
import './element.ts';

export const render = ({ lab, device }: PageContext): TemplateResult =>
  html`<a2-device-page .lab=${lab} .device=${device}></a2-device-page>`;
