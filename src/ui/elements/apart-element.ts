import { LitElement } from 'lit';
import { breathe } from '../../base/breathe.ts';

/**
 * An element that is first drawn in a task of its own. Lit draws all elements of a page in one go, which
 * would hold up a page of many parts; between these the page can answer. `updateComplete` waits for it,
 * as for any drawing.
 */
export class ApartElement extends LitElement {
  protected override async scheduleUpdate(): Promise<void> {
    if (!this.hasUpdated) await breathe();
    await super.scheduleUpdate();
  }
}
