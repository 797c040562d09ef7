import { assert } from 'chai';
import { A2SettingsForm } from '../../../src/ui/elements/settings-form/element.ts';
import { parseExperiment } from '../../../src/document/parse.ts';
import type { Experiment } from '../../../src/document/schema.ts';
import {
  assertAccessible,
  button,
  choose,
  find,
  findAll,
  mount,
  preset,
  settled,
  textOf,
  type,
  unmountAll,
} from './support.ts';

/** A form whose edits come back to it, as on a page. */
async function formOf(name: string, width = 320): Promise<A2SettingsForm> {
  const { experiment, trials } = preset(name);
  const form = new A2SettingsForm();
  form.style.width = `${width}px`;
  form.addEventListener('a2-draft', (event) => {
    const { draft } = event;
    const parsed = parseExperiment(draft);
    form.draft = draft;
    form.issues = parsed.ok ? [] : parsed.issues;
    form.changed = true;
  });
  form.addEventListener('a2-machine', (event) => (form.machine = event.machine));
  form.addEventListener('a2-reset', () => {
    form.draft = experiment;
    form.issues = [];
    form.changed = false;
  });
  return mount(form, { draft: experiment, defaults: trials[0]!.trial });
}

const input = (form: A2SettingsForm, id: string): HTMLInputElement => find(form, `#${id}`);
const select = (form: A2SettingsForm, id: string): HTMLSelectElement => find(form, `#${id}`);
const draftOf = (form: A2SettingsForm): Experiment => form.draft!;

describe('<a2-settings-form>', () => {
  afterEach(unmountAll);

  it('shows the values of the document and of its defaults', async () => {
    const form = await formOf('I1d');
    assert.equal(input(form, 'field-model-depth').value, '8');
    assert.equal(input(form, 'field-optimizer-learningRate').value, '0.01');
    assert.equal(select(form, 'field-model-activation').value, 'relu');
    assert.equal(select(form, 'field-optimizer-name').value, 'sgd');
    assert.equal(input(form, 'field-dataset-trainSize').placeholder, 'all');
  });

  it('understands a decimal comma in a field and in an axis, and explains one in doubt', async () => {
    const form = await formOf('I1d');
    const rate = () => input(form, 'field-optimizer-learningRate');
    type(rate(), '0,01');
    await settled(form);
    assert.equal((draftOf(form).trial.optimizer as { learningRate: unknown }).learningRate, 0.01);
    assert.equal(rate().value, '0,01', 'it stays as typed');
    assert.notEqual(rate().getAttribute('aria-invalid'), 'true');
    form.draft = { ...draftOf(form), axes: [{ path: 'optimizer.learningRate', values: [1] }] };
    await settled(form);
    type(rate(), '0,1; 0,01');
    await settled(form);
    assert.deepEqual(draftOf(form).axes[0]!.values, [0.1, 0.01]);
    type(rate(), '0,1');
    await settled(form);
    assert.deepEqual(draftOf(form).axes[0]!.values, [0, 1]);
    assert.include(textOf(find(form, '[role="status"]')), 'write semicolons: 0,1; 0,01');
    const rows = input(form, 'field-dataset-trainSize');
    type(rows, '1,000');
    await settled(form);
    assert.equal(rows.getAttribute('aria-invalid'), 'true');
    assert.include(
      findAll(form, '[role="status"]').map(textOf).join(' '),
      '“1,000” could be 1000 or 1.000',
    );
  });

  it('writes what is typed into the document, as typed', async () => {
    const form = await formOf('I1d');
    const rate = input(form, 'field-optimizer-learningRate');
    for (const text of ['0', '0.', '0.0', '0.05']) {
      type(rate, text);
      await settled(form);
      assert.equal(rate.value, text);
    }
    assert.deepEqual(draftOf(form).trial.optimizer, { name: 'sgd', learningRate: 0.05 });
    choose(select(form, 'field-optimizer-name'), 'adam');
    await settled(form);
    assert.deepEqual(draftOf(form).trial.optimizer, { name: 'adam', learningRate: 0.05 });
  });

  it('writes which metrics are asked for as a list, and offers none of another task', async () => {
    const form = await formOf('I2c');
    const box = input(form, 'field-measure-metrics');
    assert.equal(box.type, 'checkbox');
    assert.isFalse(box.checked);
    box.click();
    await settled(form);
    const { metrics } = draftOf(form).trial.measure as { metrics: string[] };
    assert.lengthOf(metrics, 1);
    assert.isTrue(box.checked);
    assert.isEmpty(form.issues);
    await assertAccessible(form);
    box.click();
    await settled(form);
    assert.deepEqual(draftOf(form).trial.measure, { metrics: [] });
    assert.isEmpty(findAll(await formOf('I1d'), '#field-measure-metrics'));
  });

  it('keeps bad input and says beside it what was expected', async () => {
    const form = await formOf('I1d');
    const width = input(form, 'field-model-width');
    type(width, '1e9');
    await settled(form);
    assert.equal(width.value, '1e9');
    assert.equal(width.getAttribute('aria-invalid'), 'true');
    const message = find(form, '#field-model-width-error');
    assert.equal(width.getAttribute('aria-describedby'), message.id);
    assert.include(textOf(message), 'expected a number ≤ 4096, got 1000000000');
    await assertAccessible(form);
    type(width, '32');
    await settled(form);
    assert.isFalse(width.hasAttribute('aria-invalid'));
    assert.isTrue(message.hidden);
  });

  it('shows what an axis sets as the list of its values', async () => {
    const form = await formOf('I2d');
    const sizes = input(form, 'field-batchSize');
    assert.equal(sizes.value, '16, 32, 64');
    type(sizes, '16, 32, 64, 128');
    await settled(form);
    assert.deepEqual(draftOf(form).axes[1]?.values, [16, 32, 64, 128]);
    assert.equal(sizes.value, '16, 32, 64, 128');
  });

  it('turns any setting into an axis and back', async () => {
    const form = await formOf('I2c');
    button(form, 'vary Seed').click();
    await settled(form);
    assert.deepEqual(draftOf(form).axes, [{ path: 'seed', values: [433] }]);
    type(input(form, 'field-seed'), '1, 2, 3');
    await settled(form);
    assert.deepEqual(draftOf(form).axes[0]?.values, [1, 2, 3]);
    assert.equal(button(form, 'vary Seed').ariaPressed, 'true');
    button(form, 'vary Seed').click();
    await settled(form);
    assert.isEmpty(draftOf(form).axes);
    assert.equal(draftOf(form).trial.seed, 1);
  });

  it('adds any setting as an axis, opens what it is folded into and goes to its field', async () => {
    const form = await formOf('I2d');
    const add = select(form, 'add-axis');
    const names = [...add.options].map((option) => textOf(option));
    assert.includeMembers(names, [
      'β₁',
      'AMSGrad',
      'Weight decay',
      'Validation rows',
      'Activation',
    ]);
    assert.notInclude(names, 'Batch size');
    choose(add, 'optimizer.beta1');
    await settled(form);
    assert.equal(form.shadowRoot!.activeElement?.id, 'field-optimizer-beta1');
    assert.isTrue(find<HTMLDetailsElement>(form, 'details.group').open);
    type(input(form, 'field-optimizer-beta1'), '0.9, 2');
    await settled(form);
    assert.include(textOf(find(form, '#field-optimizer-beta1-error')), 'value 2: expected');
    assert.include(textOf(find(form, '.trials')), '3 × 3 × 2 = 18 trials');
    await assertAccessible(form);
    button(form, 'Remove the axis: β₁').click();
    await settled(form);
    assert.equal(Reflect.get(draftOf(form).trial.optimizer as object, 'beta1'), 0.9);
    choose(select(form, 'add-axis'), 'optimizer.amsgrad');
    await settled(form);
    assert.deepEqual(draftOf(form).axes.at(-1)?.values, [false]);
    input(form, 'field-optimizer-amsgrad-1').click();
    await settled(form);
    assert.deepEqual(draftOf(form).axes.at(-1)?.values, [false, true]);
    assert.isEmpty(form.issues);
  });

  it('makes rows held back an axis, none of them among its values', async () => {
    const form = await formOf('I2c');
    choose(select(form, 'add-axis'), 'dataset.validation');
    await settled(form);
    const field = input(form, 'field-dataset-validation');
    assert.equal(field.value, 'none');
    type(field, 'none, 2000');
    await settled(form);
    assert.deepEqual(draftOf(form).axes[0]?.values, [null, 2000]);
    assert.isEmpty(form.issues);
    type(field, 'none, 15480');
    await settled(form);
    assert.include(textOf(find(form, '#field-dataset-validation-error')), 'a row to train on');
  });

  it('makes the number of an initialisation an axis', async () => {
    const form = await formOf('I1d');
    button(form, 'vary Initialisation').click();
    await settled(form);
    choose(select(form, 'add-axis'), 'init.d');
    await settled(form);
    type(input(form, 'field-init-d'), '0.1, wide');
    await settled(form);
    assert.include(textOf(find(form, '#field-init-d-error')), 'value 2');
  });

  it('shows networks as lists of layers in words, and what is wrong in them', async () => {
    const form = await formOf('I1d');
    const layers = [{ name: 'linear', width: 16 }, { name: 'batch-norm' }, { name: 'relu' }];
    form.draft = { ...draftOf(form), trial: { ...draftOf(form).trial, model: { layers } } };
    await settled(form);
    const network = () => input(form, 'field-model');
    assert.equal(network().value, '16 → batch norm → ReLU');
    assert.isTrue(network().readOnly);
    assert.isNull(form.renderRoot.querySelector('#field-model-depth'));
    await assertAccessible(form);
    type(input(form, 'field-batchSize'), '1');
    await settled(form);
    const issues = form.issues.map(({ path }) => path);
    assert.deepEqual(issues, ['trial.model.layers.1']);
    assert.include(textOf(find(form, '#field-model-error')), 'more than one row in every batch');
    form.draft = { ...draftOf(form), axes: [{ path: 'model.layers', values: [layers, []] }] };
    await settled(form);
    assert.equal(
      input(form, 'field-model-layers').value,
      '16 → batch norm → ReLU, no hidden layer',
    );
  });

  it('changes the order of the axes', async () => {
    const form = await formOf('I2d');
    button(form, 'Move down: learning rate').click();
    await settled(form);
    assert.deepEqual(
      draftOf(form).axes.map(({ path }) => path),
      ['batchSize', 'optimizer.learningRate'],
    );
    assert.isTrue(button(form, 'Move down: learning rate').disabled);
  });

  it('edits what is measured, which is no axis', async () => {
    const form = await formOf('I2c');
    input(form, 'field-measure-gradientNorms').click();
    await settled(form);
    assert.deepEqual(draftOf(form).trial.measure, { gradientNorms: true });
    const names = findAll<HTMLButtonElement>(form, 'button').map((each) => each.ariaLabel ?? '');
    assert.notInclude(names.join(), 'vary Gradient');
  });

  it('edits the initialisations of an axis one by one', async () => {
    const form = await formOf('I1d');
    const inits = () => draftOf(form).axes[0]!.values;
    assert.equal(findAll(form, '.row').length, 4);
    type(findAll<HTMLInputElement>(form, '.row input')[0]!, '0.5');
    await settled(form);
    assert.deepEqual(inits()[0], { name: 'uniform', d: 0.5 });
    choose(findAll<HTMLSelectElement>(form, '.row select')[1]!, 'normal');
    await settled(form);
    assert.deepEqual(inits()[1], { name: 'normal', std: 0.1 });
    button(form, 'Remove initialisation 3').click();
    await settled(form);
    assert.equal(inits().length, 3);
    button(form, 'Add an initialisation').click();
    await settled(form);
    assert.deepEqual(inits()[3], { name: 'torch-default' });
    assert.isEmpty(form.issues);
  });

  it('ticks the optimisers of an axis', async () => {
    const form = await formOf('I1f');
    const boxes = findAll<HTMLInputElement>(form, '[role="group"].choices input');
    assert.deepEqual(
      boxes.map(({ checked }) => checked),
      [true, true, true, false],
    );
    boxes[3]!.click();
    await settled(form);
    assert.deepEqual(draftOf(form).axes[0]?.values, ['sgd', 'rmsprop', 'adam', 'adamw']);
    for (const box of boxes) {
      box.click();
      await settled(form);
    }
    assert.isNotEmpty(form.issues, 'an axis without values is refused');
    await assertAccessible(form);
  });

  it('brings the original back', async () => {
    const form = await formOf('I1d');
    assert.isTrue(button(form, 'Reset').disabled);
    type(input(form, 'field-epochs'), 'many');
    await settled(form);
    button(form, 'Reset').click();
    await settled(form);
    assert.equal(input(form, 'field-epochs').value, '5');
  });

  it('is read-only during a run, and says so', async () => {
    const form = await formOf('I1d');
    form.frozen = 'Cannot be changed during a run.';
    await settled(form);
    assert.isTrue(input(form, 'field-epochs').matches(':disabled'));
    assert.include(form.shadowRoot!.textContent, 'Cannot be changed during a run.');
    await assertAccessible(form);
  });

  it('keeps workers and engine out of the document', async () => {
    const form = await formOf('I1d');
    type(input(form, 'workers'), '3');
    await settled(form);
    choose(select(form, 'engine'), 'tfjs-cpu');
    await settled(form);
    assert.deepEqual(form.machine, { engine: 'tfjs-cpu', workers: 3, deterministic: true });
    type(input(form, 'workers'), 'lots');
    await settled(form);
    assert.isNull(form.machine.workers);
    assert.equal(input(form, 'workers').value, 'lots');
    assert.isFalse(find(form, '#workers-error').hidden);
  });

  it('offers the stand-in of its own dataset only', async () => {
    const form = await formOf('I2c');
    const options = [...select(form, 'field-dataset-name').options].map(({ value }) => value);
    assert.deepEqual(options, ['california-housing', 'housing-synthetic']);
  });

  it('is accessible with each preset, at 320 pixels and wider', async () => {
    for (const name of ['I1d', 'I1f', 'I2d']) {
      for (const width of [320, 700]) {
        const form = await formOf(name, width);
        await assertAccessible(form);
        assert.isAtMost(form.scrollWidth, width);
        unmountAll();
      }
    }
  });
});
