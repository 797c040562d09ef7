/** The page `embed.html`: the experiment that its address names, for an iframe on another page. */
import { readFragment, type FrameRequest } from '../../formats/embed-code/fragment.ts';
import { readLink } from '../../document/link.ts';
import { issuesText } from '../../document/issue.ts';
import { isAbort } from '../../base/errors.ts';
import { eventTypes, messageOf, targetOrigin, type FrameMessage } from './messages.ts';

/** What to show, determined before anything is rendered. */
interface Shown {
  readonly property: unknown;
  readonly attributes: FrameRequest['attributes'];
}

export class Frame {
  readonly #container: HTMLElement;
  /** The surrounding page; null if this page fills the tab. */
  readonly #parent: Window | null;
  #origin = '*';
  #opening = new AbortController();

  constructor(container: HTMLElement, { parent, self }: Pick<Window, 'parent' | 'self'> = window) {
    this.#container = container;
    this.#parent = parent === self ? null : parent;
  }

  /** Shows what the address names, now and after every change. */
  start(): void {
    for (const type of eventTypes) {
      this.#container.addEventListener(type, (event) => {
        const message = messageOf(event);
        if (message !== null) this.#tell(message);
      });
    }
    let told = 0;
    new ResizeObserver(() => {
      const height = Math.ceil(this.#container.getBoundingClientRect().height);
      if (height === told) return;
      told = height;
      this.#tell({ type: 'a2-height', height });
    }).observe(this.#container);
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
        console.warn(
          `embed.html does not know the options ${request.unknown.join(', ')}. They are ignored.`,
        );
      }
      const shown = await this.#asked(request);
      signal.throwIfAborted();
      this.#show(shown);
    } catch (error) {
      if (!isAbort(error)) this.#fail(error instanceof Error ? error.message : String(error));
    }
  }

  /** Throws an Error that explains what is wrong with the address. */
  async #asked({ experiment, attributes }: FrameRequest): Promise<Shown> {
    // Only a surrounding page may start a run: opening a link must not.
    const allowed = attributes.filter(([name]) => name !== 'autorun' || this.#parent !== null);
    if (experiment === null) {
      throw new Error(
        'This page shows an experiment inside another page, but its address names none: wanted, for example, #preset=I2c, or #x= and a link of the lab.',
      );
    }
    const { by, value } = experiment;
    if (by === 'preset') return { property: null, attributes: [['preset', value], ...allowed] };
    if (by === 'src')
      return { property: null, attributes: [['src', ownAddress(value)], ...allowed] };
    const read = await readLink(value.replace(/^.*#\/x\//, ''));
    if (!read.ok)
      throw new Error(`The link in this address is invalid: ${issuesText(read.issues)}.`);
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
    this.#container.replaceChildren(element);
  }

  #fail(message: string): void {
    const alert = document.createElement('p');
    alert.setAttribute('role', 'alert');
    alert.textContent = message;
    this.#container.replaceChildren(alert);
    this.#tell({ type: 'a2-error', code: 'experiment-missing', message });
  }
}

/**
 * Documents may only come from the lab's own origin, so that a link to this page cannot make it fetch from
 * elsewhere. A sandboxed frame has no origin; then the page's address decides.
 */
export function ownAddress(src: string, page = document.baseURI): string {
  const url = URL.canParse(src, page) ? new URL(src, page) : null;
  if (url?.origin !== new URL(page).origin) {
    throw new Error(
      `The address says src=${src.slice(0, 80)}: wanted a document on ${new URL(page).origin}. To show a document from elsewhere, use #x= and a link of the lab.`,
    );
  }
  return url.href;
}
