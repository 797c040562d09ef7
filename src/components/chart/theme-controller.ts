/** Tells its host when colours may have changed: the system's preference, or the page's toggle. */
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
    this.#observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    for (const media of this.#media) media.addEventListener('change', this.#onChange);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    for (const media of this.#media) media.removeEventListener('change', this.#onChange);
  }
}
