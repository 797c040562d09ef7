/** Updates its host when student mode or the progress changes. */
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { progress } from './progress.ts';

export class ProgressController implements ReactiveController {
  readonly #update: () => void;

  constructor(host: ReactiveControllerHost) {
    this.#update = () => {
      host.requestUpdate();
    };
    host.addController(this);
  }

  hostConnected(): void {
    progress.addEventListener('change', this.#update);
  }

  hostDisconnected(): void {
    progress.removeEventListener('change', this.#update);
  }
}
