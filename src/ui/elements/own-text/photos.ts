import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { KeptPhoto, KeptTexts } from '../../../store/kept-texts.ts';
import { base, buttons } from '../../styles/shared.ts';
import { fileButtons } from '../../styles/file-button.ts';
import { define } from '../define.ts';
import { isAbort } from '../../../base/errors.ts';
import { photoOf } from './photo.ts';

/** The photos were added, removed, moved or described. */
export class PhotosEvent extends Event {
  readonly photos: readonly KeptPhoto[];

  constructor(photos: readonly KeptPhoto[]) {
    super('a2-photos', { bubbles: true, composed: true });
    this.photos = photos;
  }
}

/** Photos of one text. */
export const maxPhotos = 12;
const maxAlt = 500;

/**
 * @summary Photos of handwritten pages: added as files, by drop, by paste or with the camera, each with a description.
 *
 * @fires a2-photos - they changed
 */
export class A2OwnPhotos extends LitElement {
  static override styles = [
    base,
    buttons,
    fileButtons,
    css`
      :host {
        display: grid;
        gap: 0.6rem;
      }

      ul {
        display: grid;
        gap: 0.75rem;
        margin: 0;
        padding: 0;
        list-style: none;
      }

      li {
        display: grid;
        grid-template-columns: 7rem minmax(0, 1fr);
        gap: 0.75rem;
        align-items: start;
        padding: 0.5rem;
        border: 1px solid var(--a2-line);
        border-radius: var(--a2-radius);
      }

      img {
        display: block;
        inline-size: 100%;
        max-block-size: 9rem;
        object-fit: contain;
        background: #ffffff;
      }

      .about {
        display: grid;
        gap: 0.4rem;
      }

      label.alt {
        display: grid;
        gap: 0.2rem;
        font-size: var(--a2-small);
      }

      input[type='text'] {
        box-sizing: border-box;
        inline-size: 100%;
        min-block-size: 2.25rem;
        padding: 0 0.6rem;
        border: 1px solid var(--a2-line-strong);
        border-radius: var(--a2-radius);
        background: var(--a2-raised);
        color: var(--a2-ink);
        font: inherit;
      }

      .row {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
        align-items: center;
      }

      .add {
        padding: 0.6rem;
        border: 1px dashed var(--a2-line-strong);
        border-radius: var(--a2-radius);
      }

      .add.over {
        border-color: var(--a2-accent);
        background: var(--a2-accent-tint);
      }

      .add p {
        flex: 1 1 16rem;
        margin: 0;
      }

      .refused {
        color: var(--a2-warn);
      }

      .camera {
        display: none;
      }

      @media (pointer: coarse) {
        .camera {
          display: inline-flex;
        }
      }
    `,
  ];

  static override properties = {
    store: { attribute: false },
    photos: { attribute: false },
    urls: { state: true },
    busy: { state: true },
    refused: { state: true },
    over: { state: true },
  };

  declare store: KeptTexts | null;
  declare photos: readonly KeptPhoto[];
  /** Addresses of the pictures, by id. */
  declare protected urls: ReadonlyMap<string, string>;
  declare protected busy: boolean;
  /** Why files were not added, a sentence each. */
  declare protected refused: readonly string[];
  declare protected over: boolean;

  #life = new AbortController();

  constructor() {
    super();
    this.store = null;
    this.photos = [];
    this.urls = new Map();
    this.busy = false;
    this.refused = [];
    this.over = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#life = new AbortController();
    if (this.hasUpdated) void this.#show();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#life.abort();
    for (const url of this.urls.values()) URL.revokeObjectURL(url);
    this.urls = new Map();
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('photos') || changed.has('store')) void this.#show();
  }

  /** Fetches the pictures that are not shown yet. */
  async #show(): Promise<void> {
    const { signal } = this.#life;
    for (const { id } of this.photos) {
      if (this.urls.has(id)) continue;
      const blob = await this.store?.photo(id);
      if (signal.aborted) return;
      if (blob === null || blob === undefined || this.urls.has(id)) continue;
      this.urls = new Map([...this.urls, [id, URL.createObjectURL(blob)]]);
    }
  }

  /** Adds picture files, also those that were pasted or dropped elsewhere in the editor. */
  async add(files: readonly File[]): Promise<void> {
    const { signal } = this.#life;
    this.refused = [];
    this.busy = true;
    let { photos } = this;
    for (const file of files) {
      const name = file.name === '' ? 'The picture' : file.name;
      try {
        if (photos.length >= maxPhotos) {
          this.refused = [
            ...this.refused,
            `${name} was not added: an answer can have ${maxPhotos} photos.`,
          ];
          continue;
        }
        const { id, width, height, blob } = await photoOf(file, name, signal);
        if (photos.some((photo) => photo.id === id)) continue;
        this.store?.addPhoto(id, blob);
        photos = [...photos, { id, alt: '', width, height }];
      } catch (error) {
        if (isAbort(error) || signal.aborted) return;
        this.refused = [...this.refused, error instanceof Error ? error.message : String(error)];
      }
    }
    this.busy = false;
    if (photos !== this.photos) this.#change(photos);
  }

  #change(photos: readonly KeptPhoto[]): void {
    this.photos = photos;
    this.dispatchEvent(new PhotosEvent(photos));
  }

  protected override render(): TemplateResult {
    const { photos } = this;
    return html`
      ${
        photos.length === 0
          ? nothing
          : html`<ul aria-label="Photos">
              ${photos.map((photo, at) => this.#photo(photo, at))}
            </ul>`
      }
      <div
        class="row add ${this.over ? 'over' : ''}"
        @dragover=${(event: DragEvent) => {
          event.preventDefault();
          this.over = true;
        }}
        @dragleave=${() => (this.over = false)}
        @drop=${(event: DragEvent) => {
          event.preventDefault();
          this.over = false;
          void this.add([...(event.dataTransfer?.files ?? [])]);
        }}
      >
        ${this.#input('Add photos', false)} ${this.#input('Take a photo', true)}
        <p class="small soft">
          Of handwritten pages: choose files, drop them here, or paste them. Each is turned upright,
          scaled to 1,600 pixels, and freed of place, time and camera.
        </p>
      </div>
      <p class="small soft" role="status">${this.busy ? 'Preparing the photos …' : ''}</p>
      ${this.refused.map((why) => html`<p class="small refused" role="alert">${why}</p>`)}
    `;
  }

  #input(words: string, camera: boolean): TemplateResult {
    const take = (event: Event): void => {
      const input = event.target as HTMLInputElement;
      const files = [...(input.files ?? [])];
      input.value = '';
      void this.add(files);
    };
    return camera
      ? html`<label class="file camera"
          >${words}<input type="file" accept="image/*" capture="environment" @change=${take}
        /></label>`
      : html`<label class="file"
          >${words}<input type="file" multiple accept="image/*,.heic,.heif" @change=${take}
        /></label>`;
  }

  #photo(photo: KeptPhoto, at: number): TemplateResult {
    const { photos } = this;
    const url = this.urls.get(photo.id);
    const name = `photo ${at + 1}`;
    return html`<li>
      ${
        url === undefined
          ? html`<span class="small soft">…</span>`
          : html`<img src=${url} alt=${photo.alt === '' ? `Your ${name}` : photo.alt} />`
      }
      <div class="about">
        <label class="alt">
          <span>What ${name} shows, for readers who cannot see it</span>
          <input
            type="text"
            maxlength=${maxAlt}
            placeholder="Handwritten solution of part (a)"
            .value=${photo.alt}
            @input=${(event: Event) => {
              const alt = (event.target as HTMLInputElement).value;
              this.#change(photos.with(at, { ...photo, alt }));
            }}
          />
        </label>
        <div class="row">
          <button
            type="button"
            class="quiet"
            ?disabled=${at === 0}
            @click=${() => this.#change(photos.with(at, photos[at - 1]!).with(at - 1, photo))}
          >
            Move ${name} up
          </button>
          <button
            type="button"
            class="quiet"
            @click=${() => this.#change(photos.filter((each) => each !== photo))}
          >
            Remove ${name}
          </button>
        </div>
      </div>
    </li>`;
  }
}

define('a2-own-photos', A2OwnPhotos);

declare global {
  interface HTMLElementTagNameMap {
    'a2-own-photos': A2OwnPhotos;
  }
}
