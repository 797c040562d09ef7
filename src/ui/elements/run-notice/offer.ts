/** Offers to tell when a long run has ended, and says what was chosen. */
import { html, nothing, type TemplateResult } from 'lit';
import '../notice/element.ts';
import type { RunNotices } from './notices.ts';

/** Nothing while no run is long. */
export function runNoticeOffer(notices: RunNotices): TemplateResult | typeof nothing {
  if (!notices.isLong) return nothing;
  const { choice } = notices;
  if (choice === 'on') {
    return html`<a2-notice>
      You will be notified when this ends, if you are not on this page then.
      <button slot="action" type="button" class="quiet" @click=${() => notices.turnOff()}>
        Do not notify me
      </button>
    </a2-notice>`;
  }
  if (choice === 'blocked' && notices.asked) {
    return html`<a2-notice kind="warning">
      This browser blocks notifications of this page. Allow them in its settings for this site,
      which open at the left end of the address bar.
    </a2-notice>`;
  }
  if (!notices.offered) return nothing;
  return html`<a2-notice>
    This takes a while, and goes on while you are elsewhere.
    <span slot="action" class="buttons">
      <button type="button" @click=${() => void notices.turnOn()}>Notify me when it ends</button>
      <button type="button" class="quiet" @click=${() => notices.putAside()}>Not now</button>
    </span>
  </a2-notice>`;
}
