/**
 * Notifies its host when colours may have changed: the system's preference, the page's toggle, or an
 * `a2-theme` event on the document, which an embedded experiment sends when its own theme changes.
 */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

const queries = [
  '(prefers-color-scheme: dark)',
  '(forced-colors: active)',
  '(prefers-contrast: more)',
];

export class ThemeController implements ReactiveController {
  readonly #onChange: () => void;
  readonly #observer: MutationObserver;
  readonly #media = queries.map((query) => matchMedia(query));

  constructor(host: ReactiveControllerHost, onChange: () => void) {
    this.#onChange = onChange;
    this.#observer = new MutationObserver(onChange);
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer.observe(document.documentElement, {
      // An embedding page may switch to dark by any of these attributes.
      attributeFilter: ['data-theme', 'class', 'style'],
    });
    document.addEventListener('a2-theme', this.#onChange);
    for (const media of this.#media) media.addEventListener('change', this.#onChange);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    document.removeEventListener('a2-theme', this.#onChange);
    for (const media of this.#media) media.removeEventListener('change', this.#onChange);
  }
}
