import { LitElement, html, type TemplateResult } from 'lit';
import { define } from '../../ui/elements/define.ts';
import { icon } from '../../ui/elements/icons.ts';
import { MediaController } from '../../ui/elements/media-controller.ts';
import '../../ui/elements/notice/element.ts';
import '../../ui/elements/update-notice/element.ts';
import { wholeFraction } from '../../text/run.ts';
import { base, buttons } from '../../ui/styles/shared.ts';
import { disclosures } from '../../ui/styles/disclosures.ts';
import type { A2ExperimentPage } from '../../ui/pages/experiment-page/element.ts';
import type { AvailabilityMap } from '../../ui/elements/session/notices.ts';
import type { Device } from '../../ui/pages/device.ts';
import type { Lab } from '../../ui/pages/lab.ts';
import { LoadedModules } from '../../ui/elements/loaded.ts';
import { pageTitle } from './page-routes.ts';
import type { PageModule } from '../../ui/pages/route.ts';
import { watchRoute } from './router.ts';
import { hrefOf, type Route } from '../../ui/pages/route.ts';
import type { ExperimentSession } from '../../lab/session/session.ts';
import { SessionStore } from '../../lab/session/sessions.ts';
import { applyTheme, nextTheme, savedTheme, type Theme } from '../../ui/pages/theme.ts';
import { navigation } from './navigation.ts';
import { appStyles } from './styles.ts';

/** Loads the experiment page with its form and charts; the pages of theory and data open without it. */
async function loadExperimentPage(): Promise<void> {
  try {
    await import('../../ui/pages/experiment-page/element.ts');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`This page could not be fetched: ${why}`, { cause: error });
  }
}

const themeIcons = { system: 'system', light: 'sun', dark: 'moon' } as const;
const themeWords = { system: 'system', light: 'light', dark: 'dark' } as const;

/**
 * @summary The shell: the navigation, the theme, and the page that the address names.
 *
 * @slot - shown until the shell is ready
 */
export class A2App extends LitElement {
  static override styles = [base, buttons, disclosures, appStyles];

  static override properties = {
    lab: { attribute: false },
    device: { attribute: false },
    route: { state: true },
    session: { state: true },
    failure: { state: true },
    available: { state: true },
    online: { state: true },
    theme: { state: true },
  };

  /** Set before the element is connected. */
  declare lab: Lab | null;
  /** Updates, installation and running trainings on this device; null in tests. */
  declare device: Device | null;
  declare protected route: Route;
  declare protected session: ExperimentSession | null;
  /** Why the page could not be opened; '' if it could. */
  declare protected failure: string;
  declare protected available: AvailabilityMap;
  declare protected online: boolean;
  declare protected theme: Theme;

  readonly #wide = new MediaController(this, '(min-width: 68rem)');
  readonly #places = new LoadedModules<PageModule>(this);
  #store: SessionStore | null = null;
  #life = new AbortController();
  #opening = new AbortController();
  #stop: (() => void) | null = null;
  #wasActive = false;

  constructor() {
    super();
    this.lab = null;
    this.device = null;
    this.route = { page: 'unknown', path: '' };
    this.session = null;
    this.failure = '';
    this.available = null;
    this.online = navigator.onLine;
    this.theme = savedTheme();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#life = new AbortController();
    const { signal } = this.#life;
    if (this.lab !== null) this.#store ??= new SessionStore(this.lab);
    for (const type of ['online', 'offline']) {
      addEventListener(type, () => this.#network(signal), { signal });
    }
    // Part of a page has downloaded a dataset, so the stored datasets have changed.
    this.addEventListener('a2-dataset-kept', () => this.#network(signal), { signal });
    addEventListener('beforeunload', (event) => this.#beforeUnload(event), { signal });
    watchRoute((route) => void this.#open(route), signal);
    this.#network(signal);
    const stop = this.device?.trainings.subscribe(() => this.requestUpdate());
    if (stop !== undefined) signal.addEventListener('abort', stop);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#life.abort();
    this.#opening.abort();
    this.#stop?.();
  }

  #network(signal: AbortSignal): void {
    this.online = navigator.onLine;
    this.lab?.availability(signal).then(
      (available) => (this.available = available),
      () => {
        // Only on abort: the shell has been removed.
      },
    );
  }

  /** Whether an experiment runs, or another page trains, for example to verify a run. */
  get #busy(): boolean {
    return (this.#store?.active().length ?? 0) > 0 || this.device?.trainings.active === true;
  }

  #beforeUnload(event: BeforeUnloadEvent): void {
    if (this.#busy) event.preventDefault();
  }

  async #open(route: Route): Promise<void> {
    this.#opening.abort();
    this.#opening = new AbortController();
    const { signal } = this.#opening;
    const first = this.route.page === 'unknown' && this.route.path === '';
    this.route = route;
    this.failure = '';
    this.#closeMenu();
    if (route.page === 'place' || route.page === 'unknown' || this.#store === null) {
      this.#show(null);
      if (route.page === 'place') {
        document.title = `${pageTitle(route)} · a2-lab`;
        if (!first) scrollTo({ top: 0, behavior: 'instant' });
      }
      return;
    }
    try {
      const open = route.page === 'experiment' ? this.#store.peek(route.name) : undefined;
      const [session] = await Promise.all([
        open ?? this.#store.openRoute(route, signal),
        loadExperimentPage(),
      ]);
      if (signal.aborted) return;
      this.#show(session);
      // A stored run of a preset is shown on the preset's page and gets its address.
      if (route.page === 'run' && session.origin === 'preset') {
        history.replaceState(null, '', hrefOf(session.original.name));
        this.route = { page: 'experiment', name: session.original.name };
      }
      if (!first) await this.#settleFocus();
    } catch (error) {
      if (signal.aborted) return;
      this.#show(null);
      this.failure = error instanceof Error ? error.message : String(error);
    }
  }

  #show(session: ExperimentSession | null): void {
    this.#stop?.();
    this.session = session;
    this.#wasActive = false;
    this.#stop = session?.subscribe(() => this.#title(session)) ?? null;
    if (session !== null) this.#title(session);
    else document.title = 'a2-lab';
  }

  #title({ original, state, active }: ExperimentSession): void {
    const paused = state.paused === true ? 'paused at ' : '';
    const progress = active ? `${paused}${Math.floor(wholeFraction(state) * 100)} % · ` : '';
    const title = `${progress}${original.name} ${original.title} · a2-lab`;
    if (document.title !== title) document.title = title;
    // A run that has ended may have stored a dataset.
    if (this.#wasActive && !active) this.#network(this.#life.signal);
    this.#wasActive = active;
    // The navigation marks what is running.
    this.requestUpdate();
  }

  async #settleFocus(): Promise<void> {
    await this.updateComplete;
    const page = this.renderRoot.querySelector<A2ExperimentPage>('a2-experiment-page');
    await page?.updateComplete;
    page?.focusTitle();
    scrollTo({ top: 0, behavior: 'instant' });
  }

  #closeMenu(): void {
    const menu = this.renderRoot.querySelector<HTMLDetailsElement>('.menu');
    if (menu !== null) menu.open = false;
  }

  #onMenuKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    this.#closeMenu();
    this.renderRoot.querySelector<HTMLElement>('.menu > summary')?.focus();
  }

  #toggleTheme(): void {
    this.theme = nextTheme(this.theme);
    applyTheme(this.theme);
  }

  protected override render(): TemplateResult {
    return html`
      <a class="skip" href="#main" @click=${this.#skip}>
        ${this.route.page === 'place' ? 'Skip to the page' : 'Skip to the experiment'}
      </a>
      <header class="side">
        <a class="brand" href=${hrefOf('')}>a2-lab</a>
        ${
          this.#wide.matches
            ? navigation(this.route, (name) => this.#store?.peek(name)?.state)
            : html`<details class="menu" @keydown=${this.#onMenuKey}>
                <summary>${icon('menu')}Experiments</summary>
                ${navigation(this.route, (name) => this.#store?.peek(name)?.state)}
              </details>`
        }
        <div class="tools">
          <p class="about small soft">
            A deep-learning lab in a browser tab. Everything is computed here; nothing is uploaded.
          </p>
          <button type="button" class="quiet" @click=${this.#toggleTheme}>
            ${icon(themeIcons[this.theme])}<span
              ><span class="visually-hidden">Colours: </span>${themeWords[this.theme]}</span
            >
          </button>
        </div>
      </header>
      <main id="main" tabindex="-1">
        <a2-update-notice
          .updates=${this.device?.updates ?? null}
          .busy=${this.#busy}
        ></a2-update-notice>
        ${this.#page()}
      </main>
    `;
  }

  #page(): TemplateResult {
    if (this.session !== null) {
      return html`<a2-experiment-page
        .session=${this.session}
        .lab=${this.lab}
        .available=${this.available}
        .online=${this.online}
      ></a2-experiment-page>`;
    }
    if (this.failure !== '') {
      return html`<div class="message">
        <a2-notice kind="error">
          ${this.failure}
          <button slot="action" type="button" @click=${() => void this.#open(this.route)}>
            Try again
          </button>
        </a2-notice>
      </div>`;
    }
    if (this.route.page === 'place') return this.#place(this.route);
    if (this.route.page === 'unknown' && this.route.path !== '') {
      return html`<div class="message">
        <a2-notice kind="warning">
          There is no page “${this.route.path}”. See the menu for all pages.
        </a2-notice>
      </div>`;
    }
    return html`<p class="message soft">Opening …</p>`;
  }

  #place({ place, rest }: Extract<Route, { page: 'place' }>): TemplateResult {
    const loaded = this.#places.get(place.name, place.load);
    if (loaded.state === 'here' && this.lab !== null && this.#store !== null) {
      return loaded.module.render({
        lab: this.lab,
        sessions: this.#store,
        device: this.device,
        rest,
      });
    }
    if (loaded.state !== 'failed') return html`<p class="message soft">Opening …</p>`;
    return html`<div class="message">
      <a2-notice kind="error">
        This page could not be fetched: ${loaded.why}
        <button slot="action" type="button" @click=${() => this.#places.retry(place.name)}>
          Try again
        </button>
      </a2-notice>
    </div>`;
  }

  #skip(event: Event): void {
    event.preventDefault();
    const page = this.renderRoot.querySelector<A2ExperimentPage>('a2-experiment-page');
    if (page === null) this.renderRoot.querySelector<HTMLElement>('main')?.focus();
    else page.focusTitle();
  }
}

define('a2-app', A2App);

declare global {
  interface HTMLElementTagNameMap {
    'a2-app': A2App;
  }
}
