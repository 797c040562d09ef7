import { LitElement } from 'lit';
import { yieldToEventLoop } from '../../base/event-loop.ts';

/** An update that took longer than this, in ms, has a task of its own the next time. */
const maxShared = 4;

/**
 * An element whose first render is a separate task, and so is every update after one that took long. Lit updates all
 * elements of a page in one task, which would block a page of many parts; between these tasks the page stays
 * responsive. `updateComplete` waits for it, as for any render.
 */
export class DeferredElement extends LitElement {
  /** Whether only the first render is deferred: for what answers a press. */
  protected readonly urgent: boolean = false;
  /** How long the last update took, in ms. */
  #took = 0;

  protected override async scheduleUpdate(): Promise<void> {
    if (!this.hasUpdated || (this.#took > maxShared && !this.urgent)) await yieldToEventLoop();
    const began = performance.now();
    await super.scheduleUpdate();
    this.#took = performance.now() - began;
  }
}
