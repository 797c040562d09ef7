import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { typedNumber } from '../../../../base/typed-number.ts';
import { DeferredElement } from '../../../../ui/elements/deferred-element.ts';
import { define } from '../../../../ui/elements/define.ts';
import '../../../elements/graph-drawing/element.ts';
import type { A2GraphDrawing } from '../../../elements/graph-drawing/element.ts';
import { paperOf, serialise } from '../../../../ui/elements/save-menu/serialise.ts';
import { mm } from '../../../../ui/elements/math/math.ts';
import '../../../../ui/elements/save-menu/element.ts';
import '../../../elements/theory-try/element.ts';
import type { Ask } from '../../../elements/theory-try/element.ts';
import { base, buttons } from '../../../../ui/styles/shared.ts';
import { tables } from '../../../../ui/styles/tables.ts';
import { countsOf } from '../../../theory/graph/counts.ts';
import { evaluate, namesIn } from '../../../theory/graph/evaluate.ts';
import { layOut, type Layout } from '../../../theory/graph/layout.ts';
import { parseNetwork } from '../../../theory/graph/parse.ts';
import { equationPresets } from '../../../theory/graph/presets.ts';
import type { EquationProblem, NetworkGraph } from '../../../theory/graph/types.ts';
import { nestedEquations, pretty, stepEquations } from '../../../theory/graph/write.ts';
import { summaryOf } from '../../../answers/t3/text.ts';
import { answerStyles } from '../answer-styles.ts';
import { networkTable } from './network-table.ts';
import { t3Styles } from './styles.ts';

/**
 * @summary Question T3: type an equation, see its network, and the equation written back from it.
 */
export class A2TheoryT3 extends DeferredElement {
  static override styles = [base, buttons, tables, answerStyles, t3Styles];

  static override properties = {
    text: { state: true },
    values: { state: true },
    showValues: { state: true },
  };

  declare protected text: string;
  /** Values as typed, by name. */
  declare protected values: Readonly<Record<string, string>>;
  declare protected showValues: boolean;

  #graph: NetworkGraph | null = null;
  #layout: Layout | null = null;
  #problem: EquationProblem | null = null;

  constructor() {
    super();
    this.text = equationPresets[0]!.text;
    this.values = {};
    this.showValues = false;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (!changed.has('text')) return;
    const parsed = parseNetwork(this.text);
    this.#problem = parsed.ok ? null : parsed.problem;
    // While the text is invalid, the last valid network stays.
    if (!parsed.ok) return;
    this.#graph = parsed.graph;
    this.#layout = layOut(parsed.graph);
  }

  protected override render(): TemplateResult {
    const graph = this.#graph;
    return html`
      ${this.#entry()}
      ${
        graph === null
          ? nothing
          : html`
              <section aria-label="The network">
                <h2>The network</h2>
                <a2-theory-try
                  question=${`T3 ${this.text}`.slice(0, 400)}
                  .asks=${asksOf(graph)}
                  .hints=${hints}
                >
                  <div class="answer">${this.#answer(graph)}</div>
                </a2-theory-try>
              </section>
              ${this.#numbers(graph)}
              <section>
                <h2>Nodes and edges</h2>
                ${networkTable(graph, this.#nodeValues(graph))}
              </section>
            `
      }
    `;
  }

  #answer(graph: NetworkGraph): TemplateResult {
    // In print, a long formula cannot scroll, but plain text wraps.
    const onPaper = nestedEquations(graph).map((text) => html`<p class="print-only">${text}</p>`);
    return html`
      <p>${summaryOf(graph)}</p>
      <a2-graph-drawing
        name="Network of the equation"
        .layout=${this.#layout}
        .values=${this.#nodeValues(graph)}
        .description=${stepEquations(graph).join('; ')}
      ></a2-graph-drawing>
      <p class="no-print">
        <a2-save-menu
          subject="the network"
          experiment="T3"
          chart="network"
          .svg=${() => this.#svg()}
        ></a2-save-menu>
      </p>
      <h3>From the network back to its equation</h3>
      <p class="soft">Unit by unit, as in the drawing:</p>
      ${stepEquations(graph, 'tex').map((tex) => mm(tex))}
      <p class="soft">Written out in full, repeating shared units:</p>
      ${nestedEquations(graph, 'tex').map(
        (tex) => html`<div class="wide no-print">${mm(tex)}</div>`,
      )}
      ${onPaper}
    `;
  }

  #entry(): TemplateResult {
    const problem = this.#problem;
    return html`
      <section class="no-print">
        <p class="buttons" role="group" aria-label="Equations to start from">
          ${equationPresets.map(
            ({ name, text }) => html`
              <button
                type="button"
                aria-pressed=${this.text === text ? 'true' : 'false'}
                @click=${() => (this.text = text)}
              >
                ${name}
              </button>
            `,
          )}
        </p>
        <label for="equation">Equation</label>
        <textarea
          id="equation"
          rows="4"
          spellcheck="false"
          autocapitalize="off"
          aria-invalid=${problem === null ? 'false' : 'true'}
          aria-describedby="help problem"
          .value=${this.text}
          @input=${(event: Event) => (this.text = (event.target as HTMLTextAreaElement).value)}
        ></textarea>
        <p id="help" class="small soft">
          Names: x… for inputs, w… for weights, b… for biases. Functions: ReLU, LeakyReLU, tanh, σ
          and linear. Type plain text (w_11, w11, w₁₁) or LaTeX. Write several equations one per
          line; later ones may use names that earlier ones define.
        </p>
        <div id="problem" aria-live="polite">
          ${problem === null ? nothing : this.#trouble(problem)}
        </div>
      </section>
    `;
  }

  /** The error, with a marker under its position in the line. */
  #trouble({ at, length, message }: EquationProblem): TemplateResult {
    const before = this.text.slice(0, at);
    const from = Math.max(before.lastIndexOf('\n') + 1, at - 40);
    const rest = this.text.slice(from).split('\n')[0] ?? '';
    return html`
      <p class="trouble">${message}</p>
      <pre aria-hidden="true">
${rest.slice(0, 80)}
${' '.repeat(at - from)}${'^'.repeat(Math.max(1, Math.min(length, 40)))}</pre>
      <button
        type="button"
        class="quiet"
        @click=${() => {
          const field = this.renderRoot.querySelector('textarea');
          field?.focus();
          field?.setSelectionRange(at, at + length);
        }}
      >
        Go to character ${at + 1}
      </button>
    `;
  }

  #numbers(graph: NetworkGraph): TemplateResult {
    const { inputs, weights, biases } = namesIn(graph);
    return html`
      <details
        ?open=${this.showValues}
        @toggle=${(event: Event) => (this.showValues = (event.target as HTMLDetailsElement).open)}
      >
        <summary>Compute with numbers</summary>
        <p class="soft">
          The drawing shows each node’s value above the node; the table lists it too.
        </p>
        <div class="numbers">
          ${[...inputs, ...weights, ...biases].map(
            (name) => html`
              <label
                >${pretty(name)}
                <input
                  type="text"
                  inputmode="decimal"
                  autocomplete="off"
                  .value=${this.#typed(name)}
                  @input=${(event: Event) => {
                    this.values = {
                      ...this.values,
                      [name]: (event.target as HTMLInputElement).value,
                    };
                  }}
              /></label>
            `,
          )}
        </div>
      </details>
    `;
  }

  /** The value as typed, or a default: inputs 1, weights 0.5, biases 0.1. */
  #typed(name: string): string {
    return this.values[name] ?? (name.startsWith('x') ? '1' : name.startsWith('w') ? '0.5' : '0.1');
  }

  #nodeValues(graph: NetworkGraph): ReadonlyMap<string, number> | null {
    if (!this.showValues) return null;
    const { inputs, weights, biases } = namesIn(graph);
    const numbers: Record<string, number> = {};
    for (const name of [...inputs, ...weights, ...biases]) {
      numbers[name] = typedNumber(this.#typed(name));
    }
    return evaluate(graph, numbers);
  }

  #svg(): string {
    const drawing = this.renderRoot.querySelector<A2GraphDrawing>('a2-graph-drawing')?.drawing;
    if (drawing === undefined || drawing === null) throw new Error('there is no drawing yet');
    return serialise(drawing, paperOf(this));
  }
}

const hints = [
  'Every activation is one unit, and so is every sum that is used without an activation.',
  'Equal sub-expressions are the same unit: draw it once, with edges to several others.',
  'A weight belongs to an edge, a bias to a unit.',
];

function asksOf(graph: NetworkGraph): Ask[] {
  const { inputs, units, edges, weights, biases } = countsOf(graph);
  const ask = (label: string, tex: string, value: number): Ask => ({
    label,
    tex,
    value,
    tolerance: 0,
  });
  return [
    ask('inputs', 'n_x', inputs),
    ask('units', 'n_h', units),
    ask('edges', 'n_e', edges),
    ask('weights', 'n_w', weights),
    ask('biases', 'n_b', biases),
  ];
}

define('a2-theory-t3', A2TheoryT3);

declare global {
  interface HTMLElementTagNameMap {
    'a2-theory-t3': A2TheoryT3;
  }
}
