/** A trained model on an experiment's page, in every state that it can be in. */
import { requireShortForm } from '../../../src/document/network-form.ts';
import { assert } from 'chai';
import type { PlannedTrial } from '../../../src/document/expand.ts';
import type { A2DrawCanvas } from '../../../src/ui/elements/draw-canvas/element.ts';
import { safetensorsFile } from '../../../src/formats/model/safetensors.ts';
import type { TrainedModel } from '../../../src/protocol/trained-model.ts';
import { A2ModelView } from '../../../src/ui/pages/model-view/element.ts';
import type { Lab } from '../../../src/ui/pages/lab.ts';
import { idleState } from '../../../src/lab/session/merge.ts';
import {
  assertAccessible,
  button,
  choose,
  find,
  findAll,
  mount,
  preset,
  press,
  settled,
  shows,
  textOf,
  unmountAll,
} from '../elements/support.ts';
import { until } from '../../support/until.ts';
import { fakeLab } from '../../lab/fixture/fake-lab.ts';
import { trained } from '../../lab/fixture/states.ts';
import { layersIn } from '../../support/short-form.ts';

const { trials } = preset('I1d');

/** A network without hidden layers that always says class `id`. */
const modelOf = ({ id, trial }: PlannedTrial, says: number): TrainedModel => ({
  id,
  trial: { ...trial, model: { ...trial.model, depth: 0 } },
  parameters: [
    {
      inputs: 784,
      outputs: 10,
      weight: new Float32Array(7840),
      bias: Float32Array.from({ length: 10 }, (_, index) => (index === says ? 3 : 0)),
    },
  ],
  statistics: null,
  engine: 'wasm',
  trainedAt: 1,
});

/** A lab whose test part is one black image; the n-th trial's model says class n. */
function labWith(changes: Partial<Lab> = {}): Lab {
  return {
    ...fakeLab(),
    model: (id) => {
      const index = trials.findIndex((plan) => plan.id === id);
      return Promise.resolve(index < 0 ? null : modelOf(trials[index]!, index));
    },
    predict: ({ model }) => Promise.resolve(layersIn(model.parameters)[0]!.bias.slice()),
    ...changes,
  };
}

/** Of the four trials, those that are done; the fourth is the best, then the third. */
const state = (done: readonly number[], running = false) =>
  trials.map((plan, index) => {
    if (done.includes(index)) return { ...trained(plan, index, 4, 1), status: 'done' as const };
    return { ...idleState([plan]).trials[0]!, status: running ? 'running' : 'cancelled' } as const;
  });

const said = (view: A2ModelView) => () => {
  const canvas = view.shadowRoot!.querySelector<A2DrawCanvas>('a2-draw-canvas');
  return canvas === null ? '' : textOf(find(canvas, '[role=status]'));
};
const own = (view: A2ModelView) => () => textOf(view.shadowRoot!.querySelector('section')!);

describe('a trained model on its page', () => {
  afterEach(unmountAll);

  it('says what will be here before a run', async () => {
    const view = await mount(new A2ModelView(), { trials: state([]), lab: labWith() });
    assert.include(own(view)(), 'Train first');
    assert.isEmpty(findAll(view, 'a2-draw-canvas'));
    await assertAccessible(view);
  });

  it('waits for its predictions, and shows them', async () => {
    let give: (outputs: Float32Array) => void = () => undefined;
    const predict = () => new Promise<Float32Array>((resolve) => (give = resolve));
    const view = await mount(new A2ModelView(), { trials: state([3]), lab: labWith({ predict }) });
    await shows(own(view), 'Predicting the test part …');
    await assertAccessible(view);
    give(Float32Array.from({ length: 10 }, (_, index) => Number(index === 3)));
    await shows(said(view), 'Dress');
    assert.notInclude(own(view)(), 'Predicting the test part');
    assert.lengthOf(findAll(find(view, 'a2-confusion'), 'tbody tr'), 10);
    await assertAccessible(view);
  });

  it('says so where no model is kept, or where it cannot predict', async () => {
    const missing = labWith({ model: () => Promise.resolve(null) });
    const view = await mount(new A2ModelView(), { trials: state([3]), lab: missing });
    await shows(own(view), 'Retrain this trial');
    await assertAccessible(view);
    let fails = true;
    const predict: Lab['predict'] = ({ model }) =>
      fails
        ? Promise.reject(new Error('The worker ended.'))
        : Promise.resolve(layersIn(model.parameters)[0]!.bias.slice());
    const other = await mount(new A2ModelView(), { trials: state([3]), lab: labWith({ predict }) });
    await shows(own(other), 'The worker ended.');
    fails = false;
    button(other, 'Try again').click();
    await shows(said(other), 'Dress');
  });

  it('takes a better trial when a run ends, if nothing was done with the one before', async () => {
    const view = await mount(new A2ModelView(), { trials: state([1], true), lab: labWith() });
    await shows(said(view), 'Trouser');
    view.trials = state([1, 3], true);
    await settled(view);
    assert.include(said(view)(), 'Trouser');
    view.trials = state([1, 3]);
    await shows(said(view), 'Dress');
  });

  it('keeps a drawing and its model then, and the drawing in any case', async () => {
    const view = await mount(new A2ModelView(), { trials: state([1], true), lab: labWith() });
    await shows(said(view), 'Trouser');
    const canvas = find<A2DrawCanvas>(view, 'a2-draw-canvas');
    press(find(canvas, 'canvas'), ' ');
    const ink = () =>
      find<HTMLCanvasElement>(canvas, 'canvas').getContext('2d')!.getImageData(14, 14, 1, 1)
        .data[0];
    view.trials = state([1, 3]);
    await settled(view);
    assert.include(said(view)(), 'Trouser');
    button(view, 'Show the best').click();
    await shows(said(view), 'Dress');
    assert.equal(find(view, 'a2-draw-canvas'), canvas);
    assert.equal(ink(), 255);
    choose(find<HTMLSelectElement>(view, 'select'), trials[1]!.id);
    await shows(said(view), 'Trouser');
    view.trials = state([], true);
    await settled(view);
    assert.include(own(view)(), 'The model below is still the one');
    assert.equal(ink(), 255);
    await assertAccessible(view);
  });

  it('loads a model from a file, and rejects another file with a message', async () => {
    const kept: TrainedModel[] = [];
    const keepModel = (model: TrainedModel) => Promise.resolve(void kept.push(model));
    const loadedModel = (id: string) =>
      Promise.resolve(kept.find((model) => model.id === id) ?? null);
    const view = await mount(new A2ModelView(), {
      trials: trials.map((plan) => idleState([plan]).trials[0]!),
      lab: labWith({ keepModel, loadedModel, model: () => Promise.resolve(null) }),
    });
    const field = find<HTMLInputElement>(view, 'input[type=file]');
    const bring = (bytes: Uint8Array<ArrayBuffer>) => {
      const files = new DataTransfer();
      files.items.add(new File([bytes], 'mine.safetensors'));
      field.files = files.files;
      field.dispatchEvent(new Event('change'));
    };
    bring(new Uint8Array(3));
    await shows(own(view), 'mine.safetensors cannot be read as a model of the lab');
    const [plan] = trials;
    const shape = requireShortForm(plan!.trial.model, 'test');
    const sizes = [784, ...Array.from({ length: shape.depth }, () => shape.width), 10];
    const parameters = sizes.slice(1).map((outputs, at) => ({
      inputs: sizes[at]!,
      outputs,
      weight: new Float32Array(sizes[at]! * outputs),
      bias: new Float32Array(outputs),
    }));
    bring(safetensorsFile({ ...modelOf(plan!, 0), trial: plan!.trial, parameters }));
    await shows(own(view), 'Loaded mine.safetensors.');
    assert.equal(kept[0]?.id, plan!.id);
    await shows(said(view), 'T-shirt');
    await shows(own(view), 'It was trained elsewhere and is not verified');
    // A page that is opened again has it still, by the same name and never as the trial's own.
    const again = await mount(new A2ModelView(), {
      trials: state([1, 2]),
      lab: labWith({ keepModel, loadedModel }),
    });
    const options = () =>
      Array.from(again.renderRoot.querySelectorAll('option'), (option) => option.text.trim());
    await until('the models to choose from', () => options().length === 3);
    assert.match(options()[2]!, /, loaded from a file$/);
    assert.notInclude(own(again)(), 'loaded from a file. It was');
    choose(find<HTMLSelectElement>(again, 'select'), `brought ${plan!.id}`);
    await shows(own(again), 'its weights differ from those trained here');
  });
});
