import { LitElement } from 'lit';
import { yieldToEventLoop } from '../../base/event-loop.ts';

/**
 * An element that is first drawn in a task of its own. Lit draws all elements of a page in one go, which
 * would hold up a page of many parts; between these the page can answer. `updateComplete` waits for it,
 * as for any drawing.
 */
export class DeferredElement extends LitElement {
  protected override async scheduleUpdate(): Promise<void> {
    if (!this.hasUpdated) await yieldToEventLoop();
    await super.scheduleUpdate();
  }
}
