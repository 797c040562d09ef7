/** Whether something is wider than its place, and where it is scrolled to. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Browsers round positions differently. */
const slackPx = 1;

export class Sideways implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #scroller: () => HTMLElement | null;
  readonly #resizes = new ResizeObserver(() => this.#look());
  #watched: HTMLElement | null = null;
  /** Whether there is anything to scroll to. */
  sideways = false;
  /** Whether it is scrolled away from its start. */
  moved = false;
  /** Whether there is more towards its end. */
  more = false;

  constructor(host: ReactiveControllerHost, scroller: () => HTMLElement | null) {
    this.#host = host;
    this.#scroller = scroller;
    host.addController(this);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostUpdated(): void {
    const scroller = this.#scroller();
    if (scroller === this.#watched) return;
    this.hostDisconnected();
    this.#watched = scroller;
    if (scroller === null) return;
    scroller.addEventListener('scroll', this.#look, { passive: true });
    // Its own width, and that of what is in it.
    this.#resizes.observe(scroller);
    for (const inner of scroller.children) this.#resizes.observe(inner);
  }

  hostDisconnected(): void {
    this.#resizes.disconnect();
    this.#watched?.removeEventListener('scroll', this.#look);
    this.#watched = null;
  }

  readonly #look = (): void => {
    if (this.#watched === null) return;
    const { scrollWidth, clientWidth, scrollLeft } = this.#watched;
    const at = Math.abs(scrollLeft);
    const sideways = scrollWidth > clientWidth + slackPx;
    const moved = sideways && at > slackPx;
    const more = sideways && at + clientWidth < scrollWidth - slackPx;
    if (sideways === this.sideways && moved === this.moved && more === this.more) return;
    Object.assign(this, { sideways, moved, more });
    this.#host.requestUpdate();
  };
}
