/** The live network's run bar. */
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../icons.ts';
import type { LivePlayer } from './player.ts';

/** An epoch, or several, between two pictures. */
export type Speed = 'step' | 'epoch' | 'epochs';

interface Bar {
  readonly player: LivePlayer;
  /** Whether there is nothing to learn from yet. */
  readonly waits: boolean;
  readonly speed: Speed;
  readonly epochSteps: number;
  readonly playOrPause: () => void;
  readonly step: (steps: number) => void;
  readonly startOver: () => void;
  readonly setSpeed: (speed: Speed) => void;
}

const speeds = [
  ['step', 'a step a picture'],
  ['epoch', 'an epoch a picture'],
  ['epochs', '5 epochs a picture'],
] as const satisfies readonly (readonly [Speed, string])[];

export function liveBar(bar: Bar): TemplateResult {
  const { player, waits, speed, epochSteps } = bar;
  const { status, error } = player;
  const playing = status === 'playing';
  const busy = status === 'opening' || status === 'closed' || waits;
  const ended = status === 'done' || status === 'failed';
  const still = busy || ended;
  return html`${
      error === null || error.code === 'table-missing'
        ? nothing
        : html`<a2-notice kind="error"
            >${error.message}
            <button slot="action" type="button" @click=${bar.startOver}>Start again</button>
          </a2-notice>`
    }
    <div class="bar" role="group" aria-label="Training">
      <button type="button" class="primary" ?disabled=${busy} @click=${bar.playOrPause}>
        ${icon(playing ? 'pause' : 'run')} ${playing ? 'Pause' : ended ? 'Play again' : 'Play'}
      </button>
      <button type="button" ?disabled=${still} @click=${() => bar.step(1)}>One step</button>
      <button type="button" ?disabled=${still} @click=${() => bar.step(epochSteps)}>
        One epoch
      </button>
      <button type="button" ?disabled=${busy} @click=${bar.startOver}>
        ${icon('reset')} Start over
      </button>
      <label class="inline"
        >Speed
        <select
          @change=${(event: Event) =>
            bar.setSpeed((event.target as HTMLSelectElement).value as Speed)}
        >
          ${speeds.map(
            ([value, text]) =>
              html`<option value=${value} .selected=${value === speed}>${text}</option>`,
          )}
        </select></label
      >
      <span class="now small soft"></span>
      <span class="visually-hidden" role="status">${waits ? '' : statusText[status]}</span>
    </div>`;
}

const statusText: Readonly<Record<LivePlayer['status'], string>> = {
  closed: '',
  opening: 'Starting …',
  paused: 'Paused',
  playing: 'Learning',
  done: 'All epochs are done',
  failed: 'Stopped',
};
