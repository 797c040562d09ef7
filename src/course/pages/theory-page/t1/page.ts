/** The page of question T1. */
import { html, type TemplateResult } from 'lit';
import './element.ts';

export const render = (): TemplateResult => html`<a2-theory-t1></a2-theory-t1>`;
