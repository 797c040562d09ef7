/** The page `embed.html`: one experiment, as its address says, for an iframe on somebody's page. */
import { readFragment, type FrameRequest } from '../../formats/embed-code/fragment.ts';
import { readLink } from '../../document/link.ts';
import { issuesText } from '../../document/issue.ts';
import { isAbort } from '../../base/errors.ts';
import { eventTypes, messageOf, targetOrigin, type FrameMessage } from './messages.ts';

/** What is to be shown, found out before anything is. */
interface Shown {
  readonly property: unknown;
  readonly attributes: FrameRequest['attributes'];
}

export class Frame {
  readonly #place: HTMLElement;
  /** The page around; null where this is the whole tab. */
  readonly #parent: Window | null;
  #origin = '*';
  #opening = new AbortController();

  constructor(place: HTMLElement, { parent, self }: Pick<Window, 'parent' | 'self'> = window) {
    this.#place = place;
    this.#parent = parent === self ? null : parent;
  }

  /** Shows what the address names now and at every change of it. */
  start(): void {
    for (const type of eventTypes) {
      this.#place.addEventListener(type, (event) => {
        const message = messageOf(event);
        if (message !== null) this.#tell(message);
      });
    }
    let told = 0;
    new ResizeObserver(() => {
      const height = Math.ceil(this.#place.getBoundingClientRect().height);
      if (height === told) return;
      told = height;
      this.#tell({ type: 'a2-height', height });
    }).observe(this.#place);
    addEventListener('hashchange', () => void this.#open());
    void this.#open();
  }

  #tell(message: FrameMessage): void {
    this.#parent?.postMessage(message, this.#origin);
  }

  async #open(): Promise<void> {
    this.#opening.abort();
    this.#opening = new AbortController();
    const { signal } = this.#opening;
    try {
      const request = readFragment(location.hash);
      this.#origin = targetOrigin(request.origin);
      if (request.unknown.length > 0) {
        console.warn(`embed.html knows no option ${request.unknown.join(', ')}.`);
      }
      const shown = await this.#asked(request);
      signal.throwIfAborted();
      this.#show(shown);
    } catch (error) {
      if (!isAbort(error)) this.#fail(error instanceof Error ? error.message : String(error));
    }
  }

  /** Throws an Error that says what is wrong with the address. */
  async #asked({ experiment, attributes }: FrameRequest): Promise<Shown> {
    // Whoever opens a link must not find their machine at work: that is for the page around to ask.
    const allowed = attributes.filter(([name]) => name !== 'autorun' || this.#parent !== null);
    if (experiment === null) {
      throw new Error(
        'This page shows an experiment inside another page. Its address names none: wanted #preset=I2c, for instance, or #x= and a link of the lab.',
      );
    }
    const { by, value } = experiment;
    if (by === 'preset') return { property: null, attributes: [['preset', value], ...allowed] };
    if (by === 'src')
      return { property: null, attributes: [['src', ownAddress(value)], ...allowed] };
    const read = await readLink(value.replace(/^.*#\/x\//, ''));
    if (!read.ok) throw new Error(`The link in this address: ${issuesText(read.issues)}.`);
    return { property: read.experiment, attributes: allowed };
  }

  #show({ property, attributes }: Shown): void {
    const theme = attributes.find(([name]) => name === 'theme')?.[1];
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
    else delete document.documentElement.dataset.theme;
    const element = document.createElement('a2-experiment');
    if (property !== null) element.experiment = property;
    for (const [name, value] of attributes) {
      element.setAttribute(name, value === true ? '' : value);
    }
    this.#place.replaceChildren(element);
  }

  #fail(message: string): void {
    const words = document.createElement('p');
    words.setAttribute('role', 'alert');
    words.textContent = message;
    this.#place.replaceChildren(words);
    this.#tell({ type: 'a2-error', code: 'experiment-missing', message });
  }
}

/**
 * A document may come from the lab's own host only: a link to this page must not make it fetch from
 * elsewhere. A sandboxed frame has no origin, so that the page's address decides.
 */
export function ownAddress(src: string, page = document.baseURI): string {
  const url = URL.canParse(src, page) ? new URL(src, page) : null;
  if (url?.origin !== new URL(page).origin) {
    throw new Error(
      `The address says src=${src.slice(0, 80)}: wanted a document on ${new URL(page).origin}. One from elsewhere can be carried by #x= and a link of the lab.`,
    );
  }
  return url.href;
}
