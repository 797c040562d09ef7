/** About the lab: version, privacy, trust, licences. */
import { html, type TemplateResult } from 'lit';
import './element.ts';

export const render = (): TemplateResult => html`<a2-about-page></a2-about-page>`;
