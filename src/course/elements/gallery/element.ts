import { html, nothing, type TemplateResult } from 'lit';
import { DeferredElement } from '../../../ui/elements/deferred-element.ts';
import { define } from '../../../ui/elements/define.ts';
import { drawMarks } from '../../../ui/elements/marks.ts';
import { base } from '../../../ui/styles/shared.ts';
import { galleryCards, type GalleryCard } from '../../gallery/cards.ts';
import { galleryLinks } from '../../gallery/links.ts';
import { pictureUrl, type GalleryPicture } from '../../gallery/picture.ts';
import { galleryStyles } from './styles.ts';

/** How far below the window a card may be when its picture is fetched. */
const near = '200px';

/**
 * @summary Cards of experiments with pictures of their results. A card opens its experiment, which waits for Run.
 */
export class A2Gallery extends DeferredElement {
  static override styles = [base, galleryStyles];

  static override properties = { pictures: { state: true } };

  /** By card; absent until a card is near the window, null if it could not be fetched. */
  declare protected pictures: ReadonlyMap<string, GalleryPicture | null>;

  #life = new AbortController();
  #observer: IntersectionObserver | null = null;

  constructor() {
    super();
    this.pictures = new Map();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#life = new AbortController();
    this.#observer = new IntersectionObserver((seen) => this.#seen(seen), { rootMargin: near });
    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#life.abort();
    this.#observer?.disconnect();
    this.#observer = null;
  }

  protected override updated(): void {
    for (const card of this.renderRoot.querySelectorAll('li')) {
      if (!this.pictures.has(card.dataset.name ?? '')) this.#observer?.observe(card);
    }
  }

  #seen(entries: readonly IntersectionObserverEntry[]): void {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting || !(target instanceof HTMLElement)) continue;
      this.#observer?.unobserve(target);
      void this.#fetch(target.dataset.name ?? '');
    }
  }

  /** A card without its picture is still a card. */
  async #fetch(name: string): Promise<void> {
    const { signal } = this.#life;
    let picture: GalleryPicture | null = null;
    try {
      const response = await fetch(pictureUrl(name, document.baseURI), { signal });
      if (response.ok) picture = (await response.json()) as GalleryPicture;
    } catch {
      if (signal.aborted) return;
    }
    this.pictures = new Map([...this.pictures, [name, picture]]);
  }

  protected override render(): TemplateResult {
    return html`<ul>
      ${galleryCards.map((card) => this.#card(card))}
    </ul>`;
  }

  #card({ name, title, says, takes }: GalleryCard): TemplateResult {
    return html`<li data-name=${name}>
      <div class="picture">${this.#picture(name)}</div>
      <h3><a href="#/x/${galleryLinks[name] ?? ''}">${title}</a></h3>
      <p class="says">${says}</p>
      <p class="small soft">${takes}</p>
    </li>`;
  }

  #picture(name: string): TemplateResult | typeof nothing {
    const picture = this.pictures.get(name);
    if (picture === undefined || picture === null) return nothing;
    const { title, width, height, marks } = picture;
    return html`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label=${title}>
      ${drawMarks(marks)}
    </svg>`;
  }
}

define('a2-gallery', A2Gallery);

declare global {
  interface HTMLElementTagNameMap {
    'a2-gallery': A2Gallery;
  }
}
