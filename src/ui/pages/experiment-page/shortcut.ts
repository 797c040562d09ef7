/** Ctrl+Enter (on a Mac also Command+Enter) runs the experiment from anywhere on its page. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export class RunShortcut implements ReactiveController {
  readonly #pressed: (event: KeyboardEvent) => void;

  constructor(host: ReactiveControllerHost, run: () => void) {
    host.addController(this);
    this.#pressed = (event) => {
      const meant = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
      if (!meant || event.shiftKey || event.altKey || event.defaultPrevented || event.repeat)
        return;
      event.preventDefault();
      run();
    };
  }

  hostConnected(): void {
    document.addEventListener('keydown', this.#pressed);
  }

  hostDisconnected(): void {
    document.removeEventListener('keydown', this.#pressed);
  }
}
