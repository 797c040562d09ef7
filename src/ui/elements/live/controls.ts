/** The settings of a live network that are at hand. */
import { html, nothing, type TemplateResult } from 'lit';
import { inOrder } from '../../../catalog/kinds/members.ts';
import { noiseOf } from '../../../catalog/lookup/dataset.ts';
import { optimizerMeta } from '../../../catalog/registry/optimizer.meta.ts';
import { plain } from '../../../base/numbers.ts';
import { requireShortForm } from '../../../document/network-form.ts';
import { activations, type Trial } from '../../../document/schema.ts';
import { liveDatasets } from '../../../lab/live/experiment.ts';
import { pointsFile } from '../../../lab/live/own-points.ts';
import { liveLimits } from '../../../protocol/live.ts';
import { nameOf } from '../../../text/labels.ts';

/** @param path dotted, inside the trial */
export type ChangeSetting = (path: string, value: unknown) => void;

const rates = [0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1];
const decays = [0, 0.0001, 0.001, 0.01, 0.1];
const batches = [1, 5, 10, 20, 50, 100, 300];
const seedRange = 1000;
/** In the list of datasets; no dataset's name. */
const ownPoints = 'own points';

/** The listed numbers and the present one, in order. */
const withNow = (listed: readonly number[], now: number): number[] =>
  [...new Set([...listed, now])].toSorted((a, b) => a - b);

const valueOf = (event: Event): string =>
  (event.target as HTMLInputElement | HTMLSelectElement).value;

function choice(
  label: string,
  options: readonly (readonly [string, string])[],
  now: string,
  onChange: (value: string) => void,
): TemplateResult {
  return html`<label
    >${label}
    <select @change=${(event: Event) => onChange(valueOf(event))}>
      ${options.map(
        ([value, text]) => html`<option value=${value} .selected=${value === now}>${text}</option>`,
      )}
    </select></label
  >`;
}

const numberChoice = (
  label: string,
  listed: readonly number[],
  now: number,
  onChange: (value: number) => void,
): TemplateResult =>
  choice(
    label,
    withNow(listed, now).map((each) => [String(each), plain(each)] as const),
    String(now),
    (value) => onChange(Number(value)),
  );

function counter(
  label: string,
  [one, many]: readonly [string, string],
  now: number,
  [least, most]: readonly [number, number],
  onChange: (value: number) => void,
): TemplateResult {
  return html`<div class="counter" role="group" aria-label=${label}>
    <button
      type="button"
      aria-label="Fewer ${many}"
      ?disabled=${now <= least}
      @click=${() => onChange(now - 1)}
    >
      −
    </button>
    <span aria-live="polite">${now} ${now === 1 ? one : many}</span>
    <button
      type="button"
      aria-label="More ${many}"
      ?disabled=${now >= most}
      @click=${() => onChange(now + 1)}
    >
      +
    </button>
  </div>`;
}

/**
 * @param own whether points of one's own are put just now, whatever the trial's dataset is
 * @param chooseOwn called when they are chosen
 */
export function dataControls(
  trial: Trial,
  change: ChangeSetting,
  own: boolean,
  chooseOwn: () => void,
): TemplateResult {
  const { name, table, noise: set } = trial.dataset;
  const points = own || table?.title === pointsFile;
  const other = table === undefined || points ? [] : [[name, table.title] as const];
  const noise = points ? undefined : (set ?? noiseOf(name));
  return html`<div class="controls">
    ${choice(
      'Data',
      [
        ...liveDatasets.map((each) => [each, nameOf(each)] as const),
        ...other,
        [ownPoints, 'Your own points'],
      ],
      points ? ownPoints : name,
      (value) => (value === ownPoints ? chooseOwn() : change('dataset', { name: value })),
    )}
    ${
      noise === undefined
        ? nothing
        : html`<label class="range"
            >Noise <output>${plain(noise)}</output>
            <input
              type="range"
              min="0"
              max="0.5"
              step="0.01"
              .value=${String(noise)}
              @change=${(event: Event) => change('dataset.noise', Number(valueOf(event)))}
          /></label>`
    }
    ${numberChoice('Batch size', batches, trial.batchSize, (value) => change('batchSize', value))}
    <label
      >Seed
      <span class="seed"
        ><input
          type="text"
          inputmode="numeric"
          autocomplete="off"
          .value=${String(trial.seed)}
          @change=${(event: Event) => {
            const seed = Number(valueOf(event).trim());
            // Anything else stays what it was.
            if (Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32) change('seed', seed);
            else (event.target as HTMLInputElement).value = String(trial.seed);
          }}
        />
        <button
          type="button"
          title="Other initial weights, split and batches"
          @click=${() => change('seed', (trial.seed + 1) % seedRange)}
        >
          Next seed
        </button></span
      ></label
    >
  </div>`;
}

export function networkControls(trial: Trial, change: ChangeSetting): TemplateResult {
  const { depth, width } = requireShortForm(trial.model, 'show');
  return html`<div class="row">
    ${counter(
      'Hidden layers',
      ['hidden layer', 'hidden layers'],
      depth,
      [0, liveLimits.depth],
      (value) => change('model.depth', value),
    )}
    ${
      depth === 0
        ? nothing
        : counter(
            'Units',
            ['unit in each', 'units in each'],
            width,
            [1, liveLimits.width],
            (value) => change('model.width', value),
          )
    }
  </div>`;
}

export function trainingControls(trial: Trial, change: ChangeSetting): TemplateResult {
  const { optimizer } = trial;
  return html`<div class="controls">
    ${choice(
      'Activation',
      activations.map((each) => [each, nameOf(each)] as const),
      requireShortForm(trial.model, 'show').activation,
      (value) => change('model.activation', value),
    )}
    ${choice(
      'Optimiser',
      inOrder(optimizerMeta).map((each) => [each, nameOf(each)] as const),
      optimizer.name,
      (value) => change('optimizer', { name: value, learningRate: optimizer.learningRate }),
    )}
    ${numberChoice('Learning rate', rates, optimizer.learningRate, (value) =>
      change('optimizer.learningRate', value),
    )}
    ${numberChoice('Weight decay (L2)', decays, optimizer.weightDecay, (value) =>
      change('optimizer.weightDecay', value),
    )}
  </div>`;
}
