import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { counted } from '../../../base/numbers.ts';
import { ownTable } from '../../../catalog/lookup/dataset.ts';
import type { Experiment, Trial } from '../../../document/schema.ts';
import { linkOf, readLink } from '../../../document/link.ts';
import { liveExample, liveTrial, withLiveSetting } from '../../../lab/live/experiment.ts';
import { requireShortForm } from '../../../document/network-form.ts';
import { tableOf } from '../../../document/parameters.ts';
import { copiedPoints, pointsFile } from '../../../lab/live/own-points.ts';
import type { LiveFrame, LiveStart } from '../../../protocol/live.ts';
import { ThemeController } from '../chart/theme-controller.ts';
import { define } from '../define.ts';
import { LoadedModules } from '../loaded.ts';
import '../notice/element.ts';
import { base, buttons } from '../../styles/shared.ts';
import { liveBar, type Speed } from './bar.ts';
import { coloursAt, type LiveColours } from './colours.ts';
import { nameOf } from '../../../text/labels.ts';
import { dataControls, networkControls, trainingControls } from './controls.ts';
import './loss-element.ts';
import './network-element.ts';
import type { LookEvent, UnitPlace } from './network-element.ts';
import './output-element.ts';
import type { PointEvent } from './output-element.ts';
import { OwnMode } from './own-mode.ts';
import { LivePlayer } from './player.ts';
import type { PointsEvent, PointsOffer } from './points-element.ts';
import { liveStyles } from './styles.ts';
import type { Walk } from './walk.ts';
import type { StageEvent } from './walk-element.ts';
import { liveWays } from './ways.ts';

/**
 * @summary A small network that learns a two-dimensional problem before the reader's eyes, in a worker: its output, its units'
 * own maps, its loss. An experiment like any other: its link is the document's.
 *
 * @event a2-live-change - a setting was changed; `detail.link` is the experiment's link
 */
export class A2Live extends LitElement {
  static override styles = [base, buttons, liveStyles];

  static override properties = {
    autoplay: { type: Boolean },
    link: {},
    experiment: { state: true },
    trouble: { state: true },
    looked: { state: true },
    walk: { state: true },
    marked: { state: true },
    speed: { state: true },
    chosen: { state: true },
  };

  /** Whether the lab's own example learns at once. What came by a link waits for a press. */
  declare autoplay: boolean;
  /** An experiment's link, `1.check.payload`; '' for the lab's own example. */
  declare link: string;
  declare protected experiment: Experiment;
  /** Why the link cannot be shown; '' if it can. */
  declare protected trouble: string;
  declare protected looked: UnitPlace | null;
  declare protected walk: Walk | null;
  declare protected marked: number | null;
  declare protected speed: Speed;
  /** Row of the training part that was chosen for a walk. */
  declare protected chosen: number | null;

  #start: LiveStart | null = null;
  #frame: LiveFrame | null = null;
  #trial: Trial | null = null;
  #colours: LiveColours | null = null;
  /** The link of `experiment`, once it is known. */
  #said = '';
  #reading = new AbortController();
  readonly #player = new LivePlayer({
    onStart: (start) => this.#onStart(start),
    onFrame: (frame) => this.#onFrame(frame),
    onChange: () => this.requestUpdate(),
  });
  readonly #own = new OwnMode({
    update: () => this.requestUpdate(),
    learn: (table) => this.#learn({ name: ownTable, table }),
    pause: () => {
      this.#resumes ||= this.#player.plays;
      this.#player.pause();
    },
  });
  /** Whether it played before points were wanting. */
  #resumes = false;
  /** Another dataset's points, which one's own may begin with. */
  #offer: PointsOffer | null = null;
  readonly #parts = new LoadedModules<unknown>(this);
  readonly #seen = new IntersectionObserver((entries) => {
    this.#onScreen = entries.at(-1)?.isIntersecting === true;
    this.#visibility();
  });
  #onScreen = false;
  readonly #visibility = () => {
    this.#player.visible = this.#onScreen && document.visibilityState === 'visible';
    if (this.#onScreen && this.#player.status === 'closed') this.#open(this.#mayPlay);
  };

  constructor() {
    super();
    this.autoplay = false;
    this.link = '';
    this.experiment = liveExample;
    this.trouble = '';
    this.looked = null;
    this.walk = null;
    this.marked = null;
    this.speed = 'epoch';
    this.chosen = null;
    new ThemeController(this, () => this.#recolour());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    // The addresses of the lab's own example; another link replaces them once it is read.
    void this.#say(this.experiment, false);
    this.#seen.observe(this);
    document.addEventListener('visibilitychange', this.#visibility);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#seen.disconnect();
    this.#onScreen = false;
    document.removeEventListener('visibilitychange', this.#visibility);
    this.#reading.abort();
    this.#own.leave();
    this.#player.close();
  }

  /** The lab's own example only, and not for readers who asked for less motion. */
  get #mayPlay(): boolean {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    return this.autoplay && this.link === '' && !still;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('link') && this.link !== this.#said) void this.#read();
  }

  async #read(): Promise<void> {
    this.#reading.abort();
    const { signal } = (this.#reading = new AbortController());
    this.trouble = '';
    if (this.link === '') {
      this.#take(liveExample, this.#mayPlay);
      return;
    }
    const read = await readLink(this.link, signal).catch(() => null);
    if (signal.aborted || read === null) return;
    const fits = read.ok ? liveTrial(read.experiment) : null;
    if (read.ok && fits?.ok === true) this.#take(read.experiment, false);
    else {
      const why = fits?.ok === false ? fits.why : read.ok ? '' : (read.issues[0]?.message ?? '');
      this.trouble = `This link cannot be shown here. ${why}`;
    }
  }

  #take(experiment: Experiment, playing: boolean): void {
    this.#own.leave();
    this.experiment = experiment;
    void this.#say(experiment, false);
    if (this.#onScreen) this.#open(playing);
    else this.#player.close();
  }

  /** Starts the experiment at its beginning. */
  #open(playing: boolean): void {
    const found = liveTrial(this.experiment);
    if (!found.ok) {
      this.trouble = found.why;
      return;
    }
    this.#trial = found.trial;
    this.#colours ??= coloursAt(this.renderRoot);
    const table = tableOf(found.trial.dataset);
    const read = table && ((signal: AbortSignal) => this.#own.dataset(table, signal));
    void this.#player.open(found.trial, this.#colours, playing && this.#own.wanted === '', read);
  }

  /** Goes on with one's own points from their beginning. */
  #learn(dataset: unknown): void {
    const playing = this.#resumes || this.#player.plays;
    this.#resumes = false;
    this.#set('dataset', dataset, playing);
  }

  #chooseOwn(): void {
    const { start } = this.#views.output ?? {};
    if (this.#trial !== null && start) {
      const { name, table } = this.#trial.dataset;
      const points = copiedPoints(start, table === undefined);
      if (table?.title !== pointsFile) this.#offer = { name: table?.title ?? nameOf(name), points };
    }
    this.#stopWalk();
    const table = this.#trial && tableOf(this.#trial.dataset);
    void this.#own.edit(table?.title === pointsFile ? table : null, this.#offer);
  }

  #change(path: string, value: unknown): void {
    if (path === 'dataset') this.#own.leave();
    this.#set(path, value, this.#player.plays);
  }

  #set(path: string, value: unknown, playing: boolean): void {
    const next = withLiveSetting(this.experiment, path, value);
    const found = liveTrial(next);
    if (!found.ok) {
      this.trouble = found.why;
      return;
    }
    this.trouble = '';
    this.experiment = next;
    void this.#say(next, true);
    this.#open(playing);
  }

  async #say(experiment: Experiment, changed: boolean): Promise<void> {
    const link = await linkOf(experiment);
    if (experiment !== this.experiment) return;
    this.#said = link;
    this.requestUpdate();
    if (!changed) return;
    this.link = link;
    this.dispatchEvent(
      new CustomEvent('a2-live-change', { detail: { link }, bubbles: true, composed: true }),
    );
  }

  #onStart(start: LiveStart): void {
    this.#start = start;
    this.#frame = start.frame;
    this.walk = null;
    this.marked = null;
    this.chosen = null;
    this.looked = null;
    this.#setPace();
    const { loss, output, points } = this.#views;
    for (const plane of [output, points]) {
      if (plane === null) continue;
      plane.start = start;
      plane.colours = this.#colours;
    }
    if (loss !== null) {
      loss.colours = this.#colours;
      loss.restart();
    }
    this.requestUpdate();
    this.#onFrame(start.frame);
    output?.requestUpdate();
  }

  #onFrame(frame: LiveFrame): void {
    this.#frame = frame;
    const { network, output, points, loss } = this.#views;
    network?.show(frame);
    output?.show(frame, this.#mapOf(this.looked));
    points?.show(frame, this.#mapOf(this.looked));
    loss?.add(frame);
    const now = this.renderRoot.querySelector('.now');
    if (now !== null) now.textContent = this.#nowText();
  }

  get #views() {
    return {
      network: this.renderRoot.querySelector('a2-live-network'),
      output: this.renderRoot.querySelector('a2-live-output'),
      points: this.renderRoot.querySelector('a2-live-points'),
      loss: this.renderRoot.querySelector('a2-live-loss'),
    };
  }

  #nowText(): string {
    const [frame, start] = [this.#frame, this.#start];
    if (frame === null || start === null || this.#trial === null) return '';
    return `Epoch ${frame.epoch} of ${this.#trial.epochs} · step ${frame.step}`;
  }

  /** Index of a unit's map in a frame. */
  #mapOf(place: UnitPlace | null): number {
    const frame = this.#frame;
    if (place === null || frame === null) return 0;
    if (place.column === 0 || place.column >= frame.parameters.length) return 0;
    const before = frame.parameters.slice(0, place.column - 1);
    return 1 + before.reduce((sum, { outputs }) => sum + outputs, 0) + place.unit;
  }

  #setPace(): void {
    const epoch = this.#start?.epochSteps ?? 1;
    this.#player.pace = { step: 1, epoch, epochs: 5 * epoch }[this.speed];
  }

  #recolour(): void {
    if (!this.hasUpdated) return;
    this.#colours = coloursAt(this.renderRoot);
    const { output, points, loss } = this.#views;
    for (const plane of [output, points]) if (plane !== null) plane.colours = this.#colours;
    if (loss !== null) loss.colours = this.#colours;
    this.requestUpdate();
    output?.requestUpdate();
    points?.requestUpdate();
    void this.#player.recolour(this.#colours);
  }

  #playOrPause(): void {
    const { status } = this.#player;
    this.#stopWalk();
    if (status === 'playing') this.#player.pause();
    else if (status === 'paused') this.#player.play();
    else this.#open(true);
  }

  #steps(steps: number): void {
    this.#stopWalk();
    void this.#player.step(steps);
  }

  #stopWalk(): void {
    this.walk = null;
    this.marked = null;
  }

  async #walkThrough(row: number): Promise<void> {
    const [{ walkOf }] = await Promise.all([import('./walk.ts'), import('./walk-element.ts')]);
    const explanation = await this.#player.explain(row);
    if (explanation === null || this.#trial === null) return;
    this.chosen = row;
    this.walk = walkOf(explanation, requireShortForm(this.#trial.model, 'show').activation);
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has('speed')) this.#setPace();
    const { output, points } = this.#views;
    const map = this.#mapOf(this.looked);
    if (changed.has('looked') && this.#frame !== null) output?.show(this.#frame, map);
    if (points === null) return;
    points.start = this.#start;
    points.colours = this.#colours;
    // Nothing is said of points that are too few to learn from.
    points.show(this.#own.wanted === '' ? this.#frame : null, map);
  }

  protected override render(): TemplateResult {
    const found = liveTrial(this.experiment);
    if (!found.ok) return html`<a2-notice kind="error">${found.why}</a2-notice>`;
    const { trial } = found;
    const change = (path: string, value: unknown) => this.#change(path, value);
    return html`<div class="live">
      ${this.trouble === '' ? nothing : html`<a2-notice kind="error">${this.trouble}</a2-notice>`}
      ${
        this.#own.trouble === ''
          ? nothing
          : html`<a2-notice kind="error">${this.#own.trouble}</a2-notice>`
      }
      ${this.#missing(trial)}
      ${liveBar({
        player: this.#player,
        waits: this.#own.wanted !== '',
        speed: this.speed,
        epochSteps: this.#start?.epochSteps ?? 1,
        playOrPause: () => this.#playOrPause(),
        step: (steps) => this.#steps(steps),
        startOver: () => this.#open(false),
        setSpeed: (speed) => (this.speed = speed),
      })}
      <div class="stage">
        <div class="side data">
          ${dataControls(trial, change, this.#own.editing !== null, () => this.#chooseOwn())}
        </div>
        <div class="middle">
          ${networkControls(trial, change)}
          <a2-live-network
            .frame=${this.#frame}
            .colours=${this.#colours}
            .names=${this.#start?.featureNames ?? []}
            .marked=${this.marked}
            @a2-live-look=${(event: LookEvent) => (this.looked = event.place)}
          ></a2-live-network>
          ${trainingControls(trial, change)}
        </div>
        <div class="side">${this.#plane(trial)}<a2-live-loss></a2-live-loss></div>
      </div>
      ${this.#walk()}
      ${
        this.#own.wanted === ''
          ? liveWays({
              link: this.#said,
              experiment: this.experiment,
              table: tableOf(trial.dataset),
              taken: () => this.#own.taken(),
              save: (table) => void this.#own.save(table),
              saveRows: (table) => void this.#own.saveRows(table),
            })
          : nothing
      }
    </div>`;
  }

  /** An experiment on a table that is not in this browser asks for its file. */
  #missing({ dataset }: Trial): TemplateResult | typeof nothing {
    if (this.#player.error?.code !== 'table-missing') return nothing;
    this.#parts.get('table', () => import('../table-needed/element.ts'));
    return html`<a2-table-needed
      .table=${tableOf(dataset)}
      @a2-imported=${() => this.#open(false)}
    ></a2-table-needed>`;
  }

  /** Where one's own points are put, or what the network says of the plane. */
  #plane({ dataset }: Trial): TemplateResult {
    const { editing } = this.#own;
    if (editing !== null)
      return html`<a2-live-points
        .given=${editing.given}
        .offer=${editing.offer}
        @a2-live-points=${(event: PointsEvent) => this.#own.put(event.points)}
        @a2-live-done=${() => this.#own.done()}
      ></a2-live-points>`;
    return html`${this.#output()}
    ${
      dataset.table?.title === pointsFile
        ? html`<p>
            <button type="button" ?disabled=${this.#start === null} @click=${this.#chooseOwn}>
              Edit the points
            </button>
          </p>`
        : nothing
    }`;
  }

  #output(): TemplateResult {
    const name = this.looked === null ? '' : (this.#views.network?.nameOf(this.looked) ?? '');
    const isUnit = this.#mapOf(this.looked) > 0;
    const [first, second] = this.#start?.classNames ?? ['', ''];
    const label = isUnit
      ? `${name}: where it is negative and where positive.`
      : `The plane: where the network sees ${first} and where ${second}, with ${counted(this.#start?.train.classes.length ?? 0, 'training point')}.`;
    return html`<a2-live-output
        .label=${label}
        .chosen=${this.chosen}
        @a2-live-point=${(event: PointEvent) => void this.#walkThrough(event.row)}
      ></a2-live-output>
      <p class="small caption">
        ${
          isUnit
            ? html`<b>${name}</b>: <span class="swatch first"></span> negative,
                <span class="swatch second"></span> positive.`
            : html`<span class="swatch first"></span> ${first},
                <span class="swatch second"></span> ${second}: what the network says, and the
                training points. Press a point to walk through a step on it.`
        }
      </p>
      <label class="inline"
        ><input
          type="checkbox"
          @change=${(event: Event) => {
            const { output } = this.#views;
            if (output !== null) output.showTest = (event.target as HTMLInputElement).checked;
          }}
        />
        Show test points (hollow)</label
      >`;
  }

  #walk(): TemplateResult {
    if (this.walk === null) {
      const row = this.chosen ?? 0;
      return html`<p>
        <button
          type="button"
          ?disabled=${this.#start === null}
          @click=${() => void this.#walkThrough(row)}
        >
          Walk through one step in numbers
        </button>
      </p>`;
    }
    return html`<a2-live-walk
      .walk=${this.walk}
      .names=${this.#start?.featureNames ?? []}
      @a2-live-stage=${(event: StageEvent) => (this.marked = event.column)}
      @a2-live-close=${() => this.#stopWalk()}
    ></a2-live-walk>`;
  }
}

define('a2-live', A2Live);

declare global {
  interface HTMLElementTagNameMap {
    'a2-live': A2Live;
  }
}
