import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { define } from '../../elements/define.ts';
import { icon } from '../../elements/icons.ts';
import '../../elements/notice/element.ts';
import { datasetAbout } from '../../../catalog/registry/dataset.about.ts';
import type { Availability } from '../../../data/availability.ts';
import type { RealDatasetName } from '../../../data/files.ts';
import { datasetInfo, realDatasets } from '../../../data/registry.ts';
import {
  askToPersist,
  fileKeeping,
  storageRoom,
  type StoragePersistence,
  type StorageRoom,
} from '../../../offline/storage.ts';
import { page } from '../../styles/page.ts';
import { base, buttons } from '../../styles/shared.ts';
import { progressBars } from '../../styles/progress-bars.ts';
import { labVersion } from '../../../base/version.ts';
import { megabytes } from '../../../base/numbers.ts';
import { datasetText } from '../../../text/run.ts';
import type { Device } from '../device.ts';
import type { Lab } from '../lab.ts';
import { mayDeleteText } from '../storage-view/text.ts';
import { Downloads, type Download } from './downloads.ts';
import { deviceStyles } from './styles.ts';
import { datasetKeptText, installText, keepingText, roomText, shellText } from './text.ts';

/**
 * @summary What the lab keeps on this device: the program, the datasets, and the storage used.
 */
export class A2DevicePage extends LitElement {
  static override styles = [base, buttons, page, progressBars, deviceStyles];

  static override properties = {
    lab: { attribute: false },
    device: { attribute: false },
    available: { state: true },
    room: { state: true },
    keeping: { state: true },
  };

  declare lab: Lab | null;
  declare device: Device | null;
  declare protected available: Readonly<Record<RealDatasetName, Availability>> | null;
  declare protected room: StorageRoom | null;
  declare protected keeping: StoragePersistence | null;

  #downloads: Downloads | null = null;
  #life = new AbortController();

  constructor() {
    super();
    this.lab = null;
    this.device = null;
    this.available = null;
    this.room = null;
    this.keeping = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#life = new AbortController();
    this.#follow();
    this.#refresh();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#life.abort();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('device')) this.#follow();
    if (changed.has('lab') && this.lab !== null) {
      this.#downloads = new Downloads(this.lab, () => this.#changed());
      this.#refresh();
    }
  }

  #follow(): void {
    const { signal } = this.#life;
    const update = () => this.requestUpdate();
    const stops = [
      this.device?.updates.subscribe(update),
      this.device?.installation.subscribe(update),
    ];
    signal.addEventListener('abort', () => stops.forEach((stop) => stop?.()));
  }

  #changed(): void {
    this.requestUpdate();
    const running = realDatasets.some((name) => this.#downloads?.of(name)?.state === 'running');
    if (!running) this.#refresh();
  }

  /** Reads what is kept, and the storage used and free. */
  #refresh(): void {
    const { signal } = this.#life;
    this.lab?.availability(signal).then(
      (available) => (this.available = available),
      () => {
        // Only an abort gets here: the page was left.
      },
    );
    void storageRoom().then((room) => (this.room = room));
    void fileKeeping().then((keeping) => (this.keeping = keeping));
  }

  async #makeAvailable(names: readonly RealDatasetName[]): Promise<void> {
    // Requested here, because the browser requires a user gesture. The download does not wait: some
    // browsers ask the user, who may ignore the question.
    void askToPersist().then(() => this.#refresh());
    const downloads = this.#downloads;
    if (downloads === null) return;
    await Promise.all(names.map((name) => downloads.start(name)));
  }

  protected override render(): TemplateResult {
    return html`
      <article>
        <header>
          <p class="small soft">a2-lab ${labVersion}</p>
          <h1 tabindex="-1">On this device</h1>
          <p>What the lab keeps here so that it works offline. Nothing leaves this device.</p>
        </header>
        ${this.#program()} ${this.#datasets()} ${this.#space()}
      </article>
    `;
  }

  #program(): TemplateResult {
    const { device } = this;
    const told = device?.updates.state ?? 'unsupported';
    // If nothing may be kept, the browser's own error message does not help.
    const state = told === 'failed' && this.keeping === 'refused' ? 'unsupported' : told;
    return html`
      <section>
        <h2>The lab itself</h2>
        <p class="line">
          ${icon(state === 'kept' || state === 'waiting' ? 'done' : 'info')}<span role="status"
            >${shellText(state, device?.updates.why ?? '')}</span
          >
        </p>
        ${state === 'unsupported' ? nothing : this.#installation()}
        ${
          state === 'unsupported' || state === 'failed' || state === 'starting'
            ? nothing
            : html`<p>
                <button type="button" class="quiet" @click=${() => void device?.updates.check()}>
                  Check for a new version
                </button>
              </p>`
        }
      </section>
    `;
  }

  #installation(): TemplateResult {
    const installation = this.device?.installation;
    const install = installation?.state ?? 'not offered';
    return html`
      <p class="line">
        ${icon(install === 'installed' ? 'done' : 'info')}<span>${installText(install)}</span>
        ${
          install === 'offered'
            ? html`<button type="button" @click=${() => void installation?.ask()}>
                ${icon('download')}Install
              </button>`
            : nothing
        }
      </p>
    `;
  }

  #datasets(): TemplateResult {
    const missing = realDatasets.filter((name) => this.available?.[name].cached === false);
    return html`
      <section>
        <h2>Datasets</h2>
        ${
          this.keeping === 'insecure' || this.keeping === 'refused'
            ? html`<p class="line">${icon('info')}<span>${keepingText(this.keeping)}</span></p>`
            : nothing
        }
        ${
          missing.length > 1 && this.keeping === 'yes'
            ? html`<p>
                <button
                  type="button"
                  class="primary"
                  @click=${() => void this.#makeAvailable(missing)}
                >
                  ${icon('download')}Make all available offline,
                  ${megabytes(missing.reduce((sum, name) => sum + (this.available?.[name].bytes ?? 0), 0))}
                </button>
              </p>`
            : nothing
        }
        <ul aria-label="Datasets">
          ${realDatasets.map((name) => this.#dataset(name))}
        </ul>
      </section>
    `;
  }

  #dataset(name: RealDatasetName): TemplateResult {
    const { title } = datasetInfo[name];
    const { summary } = datasetAbout[name];
    const known = this.available?.[name] ?? null;
    const download = this.#downloads?.of(name) ?? null;
    return html`
      <li>
        <div>
          <h3>${title}</h3>
          <p class="small soft">${summary}</p>
        </div>
        <div class="state">${this.#state(known, download)}</div>
        <div class="buttons">${this.#actions(name, title, known, download)}</div>
      </li>
    `;
  }

  #state(known: Availability | null, download: Download | null): TemplateResult {
    if (download?.state === 'running' || download?.state === 'paused') {
      const { progress } = download;
      const text = progress === null ? 'Starting' : datasetText(progress);
      const share =
        progress === null || progress.total === 0 ? null : progress.loaded / progress.total;
      return html`
        <p role="status">${download.state === 'paused' ? 'Paused. ' : ''}${text}</p>
        <progress max="1" value=${share ?? nothing} aria-label="Download"></progress>
      `;
    }
    if (download?.state === 'checking') return html`<p role="status">Checking …</p>`;
    const kept = datasetKeptText(known, this.keeping);
    const free = this.room?.free ?? null;
    const tight =
      this.keeping === 'yes' &&
      known?.cached === false &&
      known.available &&
      free !== null &&
      free < known.bytes;
    return html`
      <p class="line">
        ${icon(known?.cached === true ? 'done' : 'waiting')}<span
          >${kept} ${tight ? 'The browser does not have enough space for it.' : ''}</span
        >
      </p>
      ${
        download === null
          ? nothing
          : html`<p class=${download.failed ? 'trouble' : 'soft'} role="status">
              ${download.text}
            </p>`
      }
    `;
  }

  #actions(
    name: RealDatasetName,
    title: string,
    known: Availability | null,
    download: Download | null,
  ): TemplateResult {
    const act = (label: string, press: () => void, kind = '') =>
      html`<button type="button" class=${kind} aria-label="${label}: ${title}" @click=${press}>
        ${label}
      </button>`;
    if (download?.state === 'running') {
      return act('Pause', () => this.#downloads?.pause(name));
    }
    if (download?.state === 'paused') {
      return act('Resume', () => void this.#downloads?.start(name));
    }
    if (known === null || download?.state === 'checking') return html``;
    if (known.cached) {
      return html`${act('Check', () => void this.#downloads?.check(name), 'quiet')}
      ${act('Remove', () => void this.#downloads?.remove(name), 'quiet')}`;
    }
    if (!known.available || this.keeping !== 'yes') return html``;
    return act('Make available offline', () => void this.#makeAvailable([name]));
  }

  #space(): TemplateResult | typeof nothing {
    const { room } = this;
    if (room === null) return nothing;
    const { persistent } = room;
    return html`
      <section>
        <h2>Storage</h2>
        <p>${roomText(room, this.keeping)}</p>
        ${this.keeping === 'yes' ? this.#persistence(persistent) : nothing}
      </section>
    `;
  }

  #persistence(persistent: boolean | null): TemplateResult {
    return html`
      <p>
        ${
          persistent === true
            ? 'The browser keeps it until you delete it.'
            : `${mayDeleteText} The lab then downloads datasets again; runs are lost unless you exported them or the lab is an installed app.`
        }
        ${
          persistent === false
            ? html`<button
                type="button"
                class="quiet"
                @click=${() => void askToPersist().then(() => this.#refresh())}
              >
                Ask the browser to keep it
              </button>`
            : nothing
        }
      </p>
    `;
  }
}

define('a2-device-page', A2DevicePage);

declare global {
  interface HTMLElementTagNameMap {
    'a2-device-page': A2DevicePage;
  }
}
