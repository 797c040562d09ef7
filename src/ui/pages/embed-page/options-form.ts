/** The generator's options as a form. */
import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Experiment } from '../../../document/schema.ts';
import { readPath } from '../../../document/settings.ts';
import { engineChoices } from '../../../catalog/lookup/engine.ts';
import type { EmbedOptions } from '../../../formats/embed-code/options.ts';
import { capital, engineText, settingText } from '../../../text/labels.ts';

const training = [
  'init',
  'optimizer.name',
  'optimizer.learningRate',
  'batchSize',
  'epochs',
  'seed',
] as const;

/** Settings that an author may want to lock; the experiment's axes are added. A list of layers is locked as one. */
const lockableOf = ({ trial }: Experiment): readonly string[] => [
  'dataset',
  ...(readPath(trial, 'model.layers') === undefined
    ? ['model.depth', 'model.width', 'model.activation']
    : ['model']),
  ...training,
];

interface Form {
  readonly experiment: Experiment;
  readonly options: EmbedOptions;
  /** Where the document is included; null for a preset, which needs none. */
  readonly carried: 'inside' | 'file' | null;
  readonly change: (change: Partial<EmbedOptions>) => void;
  readonly carry: (carried: 'inside' | 'file') => void;
}

type Choices<T extends string> = readonly (readonly [value: T, label: string])[];

function select<T extends string>(
  label: string,
  value: T,
  choices: Choices<T>,
  take: (value: T) => void,
): TemplateResult {
  return html`<label
    >${label}
    <select
      @change=${(event: Event) => {
        const found = choices.find(([each]) => each === (event.target as HTMLSelectElement).value);
        if (found !== undefined) take(found[0]);
      }}
    >
      ${choices.map(
        ([each, text]) => html`<option value=${each} .selected=${each === value}>${text}</option>`,
      )}
    </select>
  </label>`;
}

const tick = (label: string, on: boolean, take: (on: boolean) => void): TemplateResult =>
  html`<label class="tick"
    ><input
      type="checkbox"
      .checked=${live(on)}
      @change=${(event: Event) => take((event.target as HTMLInputElement).checked)}
    />${label}</label
  >`;

function number(
  label: string,
  value: number | null,
  [least, most]: readonly [number, number],
  empty: string,
  take: (value: number | null) => void,
): TemplateResult {
  return html`<label
    >${label}
    <input
      type="number"
      inputmode="numeric"
      min=${least}
      max=${most}
      placeholder=${empty}
      .value=${live(value === null ? '' : String(value))}
      @change=${(event: Event) => {
        const field = event.target as HTMLInputElement;
        const typed = field.valueAsNumber;
        // A number out of range is ignored, and the field says so.
        if (field.value === '') take(null);
        else if (field.checkValidity() && Number.isInteger(typed)) take(typed);
        else field.reportValidity();
      }}
    />
  </label>`;
}

export function optionsForm(form: Form): TemplateResult {
  const { options, change, carried } = form;
  return html`
    ${
      carried === null
        ? nothing
        : select(
            'The document',
            carried,
            [
              ['inside', 'inside the page'],
              ['file', 'in a separate file'],
            ],
            form.carry,
          )
    }
    <div class="two">
      ${select(
        'Starts',
        options.autorun,
        [
          ['', 'with Run'],
          ['gesture', 'on the first interaction'],
          ['visible', 'when visible'],
        ],
        (autorun) => change({ autorun }),
      )}
      ${select(
        'Data',
        options.data,
        [
          ['', 'real where small'],
          ['real', 'real'],
          ['stand-in', 'stand-in'],
        ],
        (data) => change({ data }),
      )}
      ${select(
        'Colours',
        options.theme,
        [
          ['', 'as the page'],
          ['system', 'as the system'],
          ['light', 'light'],
          ['dark', 'dark'],
        ],
        (theme) => change({ theme }),
      )}
      ${select(
        'Engine',
        options.engine,
        engineChoices.map((each) => [each === 'auto' ? '' : each, engineText(each)] as const),
        (engine) => change({ engine }),
      )}
      ${number('Workers', options.workers, [1, 64], 'automatic', (workers) => change({ workers }))}
      ${number('Seed', options.seed, [0, 2 ** 32 - 1], 'as written', (seed) => change({ seed }))}
      ${number('Iframe height, px', options.height, [100, 4000], '640', (height) =>
        change({ height: height ?? 640 }),
      )}
    </div>
    <div class="ticks">
      ${tick('Compact', options.compact, (compact) => change({ compact }))}
      ${tick('Read only', options.readonly, (readonly) => change({ readonly }))}
    </div>
    <details ?open=${options.lock.length > 0}>
      <summary>Lock settings</summary>
      <fieldset class="ticks">
        <legend class="small soft">Readers cannot change these</legend>
        ${lockedTicks(form)}
      </fieldset>
    </details>
    <label
      >A question before the run
      <textarea
        rows="2"
        placeholder="none"
        .value=${live(options.predict)}
        @change=${(event: Event) =>
          change({ predict: (event.target as HTMLTextAreaElement).value.trim() })}
      ></textarea>
    </label>
  `;
}

function lockedTicks({ experiment, options, change }: Form): TemplateResult[] {
  const lockable = lockableOf(experiment);
  const own = experiment.axes
    .map(({ path }) => path)
    .filter((path) => !lockable.some((each) => path === each || path.startsWith(`${each}.`)));
  const all = ['*', ...lockable, ...own];
  return all.map((path) =>
    tick(
      path === '*' ? 'Everything' : capital(settingText(path)),
      options.lock.includes(path),
      (on) =>
        change({ lock: all.filter((each) => (each === path ? on : options.lock.includes(each))) }),
    ),
  );
}
