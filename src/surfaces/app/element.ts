import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { yieldToEventLoop } from '../../base/event-loop.ts';
import { define } from '../../ui/elements/define.ts';
import { icon } from '../../ui/elements/icons.ts';
import { MediaController } from '../../ui/elements/media-controller.ts';
import '../../ui/elements/notice/element.ts';
import { base, buttons } from '../../ui/styles/shared.ts';
import { disclosures } from '../../ui/styles/disclosures.ts';
import type { A2ExperimentPage } from '../../ui/pages/experiment-page/element.ts';
import type { AvailabilityMap } from '../../ui/elements/session/availability.ts';
import type { Device } from '../../ui/pages/device.ts';
import type { Lab } from '../../ui/pages/lab.ts';
import { LoadedModules, type Loaded } from '../../ui/elements/loaded.ts';
import type { KnownPage } from '../../course/addresses.ts';
import { pageTitle } from './page-routes.ts';
import type { PageModule, PlainContext } from '../../ui/pages/route.ts';
import { parseRoute, watchRoute } from './router.ts';
import { hrefOf, type Route } from '../../ui/pages/route.ts';
import type { ExperimentSession } from '../../lab/session/session.ts';
import type { SessionStore } from '../../lab/session/sessions.ts';
import type * as sessionsModule from './sessions.ts';
import { applyTheme, nextTheme, savedTheme, type Theme } from '../../ui/pages/theme.ts';
import { showShortcuts, watchQuestionMark } from './shortcuts.ts';
import { scrollToCurrent } from './menu-scroll.ts';
import { navigation } from './navigation.ts';
import { appStyles } from './styles.ts';

type SessionsModule = typeof sessionsModule;

/** Loads a part of the program. Throws an Error that says that the page could not be fetched. */
async function fetched<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`This page could not be fetched: ${why}`, { cause: error });
  }
}

const opening = html`<p class="message soft">Opening …</p>`;

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
    nearest: { state: true },
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
  /** Pages whose addresses resemble an unknown one. */
  declare protected nearest: readonly KnownPage[];
  declare protected available: AvailabilityMap;
  declare protected online: boolean;
  declare protected theme: Theme;

  readonly #wide = new MediaController(this, '(min-width: 68rem)');
  readonly #places = new LoadedModules<PageModule>(this);
  readonly #plainPlaces = new LoadedModules<PageModule<PlainContext>>(this);
  /** Null until a page needs it. */
  #store: SessionStore | null = null;
  #titleOf: (session: ExperimentSession) => string = () => '';
  #progressOf: (sessions: readonly ExperimentSession[]) => string = () => '';
  /** The title of a page that is no experiment's. */
  #placeTitle = 'a2-lab';
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
    this.nearest = [];
    this.available = null;
    this.online = navigator.onLine;
    this.theme = savedTheme();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#life = new AbortController();
    const { signal } = this.#life;
    for (const type of ['online', 'offline']) {
      addEventListener(type, () => this.#network(signal), { signal });
    }
    // Part of a page has downloaded a dataset, so the stored datasets have changed.
    this.addEventListener('a2-dataset-kept', () => this.#network(signal), { signal });
    addEventListener('beforeunload', (event) => this.#beforeUnload(event), { signal });
    // A pause takes checkpoints, as far as the browser gives time for it.
    let paused: ExperimentSession[] = [];
    addEventListener(
      'pagehide',
      () => {
        paused = (this.#store?.active() ?? []).filter(({ state }) => state.paused !== true);
        for (const session of paused) session.pause();
      },
      { signal },
    );
    addEventListener('pageshow', () => paused.splice(0).forEach((session) => session.resume()), {
      signal,
    });
    const shortcuts = () => void showShortcuts(this.renderRoot).catch(() => undefined);
    watchQuestionMark(shortcuts, signal);
    this.addEventListener('a2-shortcuts', shortcuts, { signal });
    watchRoute((route) => void this.#open(route), signal);
    this.#network(signal);
    const stop = this.device?.trainings.subscribe(() => this.requestUpdate());
    this.#watchUpdates(signal);
    if (stop !== undefined) signal.addEventListener('abort', stop);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#life.abort();
    this.#opening.abort();
    this.#stop?.();
  }

  /** The notice is fetched when there is something to say; without it, a new version waits for the next visit. */
  #watchUpdates(signal: AbortSignal): void {
    const updates = this.device?.updates;
    if (updates === undefined) return;
    const look = () => {
      if (updates.state !== 'waiting' && updates.state !== 'superseded') return;
      import('../../ui/elements/update-notice/element.ts').catch(() => undefined);
    };
    look();
    signal.addEventListener('abort', updates.subscribe(look));
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
    const { lab } = this;
    if (route.page === 'place' || route.page === 'unknown' || lab === null) {
      this.#show(null);
      if (route.page === 'place') {
        this.#titlePlace(`${pageTitle(route)} · a2-lab`);
        if (!first) scrollTo({ top: 0, behavior: 'instant' });
        if ('load' in route.place) await this.#openSessions(signal);
      } else if (route.page === 'unknown' && route.path !== '') {
        await this.#guess(route.path, signal);
      }
      return;
    }
    try {
      const [session] = await Promise.all([
        this.#sessions(lab).then((store) =>
          route.page === 'experiment'
            ? (store.peek(route.name) ?? store.openRoute(route, signal))
            : store.openRoute(route, signal),
        ),
        fetched(() => import('../../ui/pages/experiment-page/element.ts')),
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

  async #sessions(lab: Lab): Promise<SessionStore> {
    const module = await fetched(() => import('./sessions.ts'));
    return (this.#store ??= this.#opened(lab, module));
  }

  #opened(lab: Lab, { SessionStore, sessionTitle, progressOf }: SessionsModule): SessionStore {
    this.#titleOf = sessionTitle;
    this.#progressOf = progressOf;
    const store = new SessionStore(lab);
    store.subscribe(() => this.#titlePlace());
    return store;
  }

  /** For a page that lists or opens experiments. */
  async #openSessions(signal: AbortSignal): Promise<void> {
    if (this.lab === null) return;
    try {
      await this.#sessions(this.lab);
      this.requestUpdate();
    } catch (error) {
      if (!signal.aborted) this.failure = error instanceof Error ? error.message : String(error);
    }
  }

  /** Goes to the page that an address is likely to mean, or finds those that resemble it. */
  async #guess(path: string, signal: AbortSignal): Promise<void> {
    this.#titlePlace('No such page · a2-lab');
    this.nearest = [];
    // Without it, the page still says that it does not know the address.
    const guess = await import('./guess.ts').catch(() => null);
    if (signal.aborted || guess === null) return;
    const meant = guess.meantBy(path);
    if (typeof meant !== 'string') {
      this.nearest = meant;
      return;
    }
    history.replaceState(null, '', hrefOf(meant));
    await this.#open(parseRoute(location.hash));
  }

  #show(session: ExperimentSession | null): void {
    this.#stop?.();
    this.session = session;
    this.#wasActive = false;
    this.#stop = session?.subscribe(() => this.#title(session)) ?? null;
    if (session !== null) this.#title(session);
    else this.#titlePlace('a2-lab');
  }

  /** Of a page other than an experiment's: with the progress of what trains meanwhile. */
  #titlePlace(place = this.#placeTitle): void {
    this.#placeTitle = place;
    if (this.session !== null) return;
    const title = `${this.#progressOf(this.#store?.active() ?? [])}${place}`;
    if (document.title !== title) document.title = title;
  }

  #title(session: ExperimentSession): void {
    const { active } = session;
    const title = `${this.#titleOf(session)} · a2-lab`;
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

  protected override updated(changed: PropertyValues): void {
    // After the page's own first drawing, which matters more.
    if (changed.has('route')) void yieldToEventLoop().then(() => this.#scrollMenu());
  }

  /** The menu shows where one is, in a narrow window when it is opened. */
  #scrollMenu(): void {
    scrollToCurrent(this.renderRoot.querySelector(this.#wide.matches ? '.side' : '.menu > nav'));
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
            : html`<details class="menu" @keydown=${this.#onMenuKey} @toggle=${this.#scrollMenu}>
                <summary>${icon('menu')}Menu</summary>
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
    if (this.route.page === 'unknown' && this.route.path !== '')
      return this.#unknown(this.route.path);
    return opening;
  }

  #unknown(path: string): TemplateResult {
    return html`<div class="message">
      <a2-notice kind="warning">
        There is no page “${path}”.
        ${
          this.nearest.length === 0
            ? 'See the menu for all pages.'
            : html`Did you mean
              ${this.nearest.map(
                ({ to, title }, index) =>
                  html`${index === 0 ? nothing : ' or '}<a href=${hrefOf(to)}>${title}</a>`,
              )}?`
        }
      </a2-notice>
    </div>`;
  }

  #place({ place, rest }: Extract<Route, { page: 'place' }>): TemplateResult {
    const { lab, device } = this;
    if (lab === null) return opening;
    const context = { lab, device, rest };
    if ('loadPlain' in place) {
      return this.#loaded(
        this.#plainPlaces.get(place.name, place.loadPlain),
        ({ render }) => render(context),
        () => this.#plainPlaces.retry(place.name),
      );
    }
    const sessions = this.#store;
    return this.#loaded(
      this.#places.get(place.name, place.load),
      ({ render }) => (sessions === null ? opening : render({ ...context, sessions })),
      () => this.#places.retry(place.name),
    );
  }

  #loaded<Module>(
    loaded: Loaded<Module>,
    render: (module: Module) => TemplateResult,
    retry: () => void,
  ): TemplateResult {
    if (loaded.state === 'here') return render(loaded.module);
    if (loaded.state === 'loading') return opening;
    return html`<div class="message">
      <a2-notice kind="error">
        This page could not be fetched: ${loaded.why}
        <button slot="action" type="button" @click=${retry}>Try again</button>
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
