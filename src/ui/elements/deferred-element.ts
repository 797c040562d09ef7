import { LitElement } from 'lit';
import { yieldToEventLoop } from '../../base/event-loop.ts';

/**
 * An element whose first render is a separate task. Lit renders all elements of a page in one task,
 * which would block a page of many parts; between these tasks the page stays responsive.
 * `updateComplete` waits for it, as for any render.
 */
export class DeferredElement extends LitElement {
  protected override async scheduleUpdate(): Promise<void> {
    if (!this.hasUpdated) await yieldToEventLoop();
    await super.scheduleUpdate();
  }
}
