import { assert } from 'chai';
import { A2ClassEditor } from '../../../src/ui/elements/class-editor/element.ts';
import { withClassroom, withLock } from '../../../src/ui/elements/class-editor/edits.ts';
import { A2DocumentDialog } from '../../../src/ui/elements/document-dialog/element.ts';
import { A2JsonEditor } from '../../../src/ui/elements/json-editor/element.ts';
import { A2SettingsForm } from '../../../src/ui/elements/settings-form/element.ts';
import { parseExperiment } from '../../../src/document/parse.ts';
import type { Experiment } from '../../../src/document/schema.ts';
import {
  assertAccessible,
  button,
  find,
  findAll,
  mount,
  preset,
  settled,
  textOf,
  type,
  unmountAll,
} from './support.ts';

async function formOf(name: string, locked: readonly string[]): Promise<A2SettingsForm> {
  const { experiment, trials } = preset(name);
  const form = new A2SettingsForm();
  form.style.width = '320px';
  form.addEventListener('a2-draft', (event) => (form.draft = event.draft));
  return mount(form, { draft: experiment, defaults: trials[0]!.trial, locked });
}

const input = (form: A2SettingsForm, path: string): HTMLInputElement =>
  find(form, `#field-${path.replaceAll('.', '-')}`);

/** What describes a control, as a screen reader says it. */
function described(form: A2SettingsForm, control: Element): string {
  const ids = (control.getAttribute('aria-describedby') ?? '').split(' ');
  return ids.map((id) => textOf(find(form, `#${id}`))).join(' ');
}

describe('locked settings in <a2-settings-form>', () => {
  afterEach(unmountAll);

  it('are read-only whatever their kind, say why, and are no axis', async () => {
    const locked = ['dataset.name', 'init', 'optimizer.learningRate', 'measure', 'seed'];
    const form = await formOf('I1f', locked);
    const shown: [string, string][] = [
      ['dataset.name', 'FashionMNIST'],
      ['init', 'Xavier'],
      ['optimizer.learningRate', '0.01'],
      ['measure.batchLosses', 'yes'],
      ['seed', '433'],
    ];
    for (const [path, value] of shown) {
      const control = input(form, path);
      assert.equal(control.localName, 'input', path);
      assert.isTrue(control.readOnly, path);
      assert.isFalse(control.matches(':disabled'), `${path} is reached by the keyboard`);
      assert.equal(control.value, value);
      assert.include(described(form, control), 'Set by the author', path);
    }
    assert.isUndefined(
      findAll<HTMLButtonElement>(form, 'button').find(({ ariaLabel }) => ariaLabel === 'vary Seed'),
    );
    const options = findAll<HTMLOptionElement>(form, '#add-axis option').map(({ value }) => value);
    assert.notInclude(options, 'seed');
    assert.notInclude(options, 'optimizer.learningRate');
    assert.include(options, 'batchSize');
    assert.isFalse(input(form, 'batchSize').readOnly);
    await assertAccessible(form);
    assert.isAtMost(form.scrollWidth, 320);
  });

  it('show a locked axis with all its values, and keep it', async () => {
    const form = await formOf('I2d', ['optimizer.learningRate']);
    assert.equal(input(form, 'optimizer.learningRate').value, '0.1, 0.01, 0.001');
    const row = findAll(form, '.axes li').find((each) => textOf(each).includes('Learning rate'));
    assert.isDefined(row);
    assert.include(textOf(row), 'Set by the author');
    assert.isNull(row.querySelector('[aria-label^="Remove"]'));
    await assertAccessible(form);
  });

  it('may be all, said once for each group', async () => {
    const form = await formOf('I2d', ['*']);
    const controls = findAll<HTMLInputElement>(form, '[id^="field-"]:is(input, select)');
    assert.isNotEmpty(controls);
    for (const control of controls) assert.isTrue(control.readOnly, control.id);
    assert.isEmpty(findAll(form, '#add-axis'));
    assert.isEmpty(findAll(form, '.axes button'));
    assert.isEmpty(findAll(form, '.hint').filter((each) => textOf(each) === 'Set by the author'));
    await assertAccessible(form);
  });

  it('give the seed’s own reason where it follows from an id', async () => {
    const form = await formOf('I2c', ['seed']);
    form.draft = { ...form.draft!, classroom: { studentSeed: true } };
    await settled(form);
    assert.include(described(form, input(form, 'seed')), 'From your student id');
    form.authoring = true;
    await settled(form);
    assert.include(described(form, input(form, 'seed')), 'Locked for the class');
  });

  it('hold in the document, too', async () => {
    const { experiment } = preset('I1d');
    const draft: Experiment = { ...experiment, classroom: { lock: ['model'] } };
    const dialog = await mount(new A2DocumentDialog(), { draft, locked: ['model'] });
    await dialog.show();
    await settled(dialog);
    const area = find<HTMLTextAreaElement>(dialog, 'textarea');
    const drafts: Experiment[] = [];
    dialog.addEventListener('a2-draft', (event) => drafts.push(event.draft));
    const edit = async (from: string, to: string) => {
      type(area, JSON.stringify(draft, null, 2).replace(from, to));
      await settled(dialog);
      return textOf(find(dialog, '.verdict'));
    };
    assert.match(await edit('"width": 16', '"width": 17'), /trial\.model: expected .*"width":16/);
    button(dialog, 'Apply').click();
    assert.match(await edit('"model"\n', '\n'), /classroom: expected/);
    assert.match(await edit('"epochs": 5', '"epochs": 6'), /A valid experiment/);
    assert.isEmpty(drafts);
    button(dialog, 'Apply').click();
    assert.equal(drafts[0]?.trial.epochs, 6);
  });

  it('hold in the playground’s JSON unless the same edit takes the lock away', async () => {
    const { experiment } = preset('I1d');
    const draft: Experiment = { ...experiment, classroom: { lock: ['epochs'] } };
    const editor = await mount(new A2JsonEditor(), { draft, locked: ['epochs'] });
    const area = find<HTMLTextAreaElement>(editor, 'textarea');
    const before = area.value;
    const drafts: Experiment[] = [];
    editor.addEventListener('a2-draft', (event) => drafts.push(event.draft));
    type(area, before.replace('"epochs": 5', '"epochs": 6'));
    await settled(editor);
    assert.match(
      textOf(find(editor, '.verdict')),
      /Line \d+: trial\.epochs: expected 5, as its author set it, got 6/,
    );
    assert.isEmpty(drafts);
    type(area, before.replace('"epochs": 5', '"epochs": 6').replace(/"epochs"\n/, '\n'));
    await settled(editor);
    assert.equal(drafts.at(-1)?.trial.epochs, 6);
    // Another draft altogether, from a preset for instance, takes the text's place.
    editor.draft = { ...draft, trial: { ...draft.trial, epochs: 9 } };
    await settled(editor);
    assert.include(area.value, '"epochs": 9');
  });
});

describe('<a2-class-editor>', () => {
  afterEach(unmountAll);

  async function editorOf(draft: Experiment): Promise<A2ClassEditor> {
    const editor = new A2ClassEditor();
    editor.addEventListener('a2-draft', (event) => (editor.draft = event.draft));
    return mount(editor, { draft });
  }

  const box = (editor: A2ClassEditor, path: string): HTMLInputElement =>
    find(editor, `input[data-path="${path}"]`);

  it('writes locks, question and seed into the document, and leaves nothing empty behind', async () => {
    const { experiment } = preset('I2d');
    const editor = await editorOf(experiment);
    box(editor, 'optimizer.learningRate').click();
    await settled(editor);
    type(find<HTMLTextAreaElement>(editor, '#predict'), 'Which is best?');
    await settled(editor);
    find<HTMLInputElement>(editor, '#student-seed').click();
    await settled(editor);
    assert.deepEqual(editor.draft?.classroom, {
      lock: ['optimizer.learningRate'],
      predict: 'Which is best?',
      studentSeed: true,
    });
    assert.isTrue(parseExperiment(editor.draft).ok);
    await assertAccessible(editor);
    box(editor, '*').click();
    await settled(editor);
    assert.deepEqual(editor.draft?.classroom?.lock, ['*']);
    assert.isTrue(box(editor, 'seed').checked && box(editor, 'seed').disabled);
    box(editor, '*').click();
    await settled(editor);
    type(find<HTMLTextAreaElement>(editor, '#predict'), ' ');
    await settled(editor);
    find<HTMLInputElement>(editor, '#student-seed').click();
    await settled(editor);
    assert.notProperty(editor.draft, 'classroom');
  });

  it('shows locks from the document that it does not offer itself, and frees them', async () => {
    const { experiment } = preset('I2d');
    const editor = await editorOf({ ...experiment, classroom: { lock: ['optimizer', 'init.d'] } });
    assert.isTrue(box(editor, 'optimizer.learningRate').checked);
    assert.isTrue(box(editor, 'optimizer.learningRate').disabled);
    await assertAccessible(editor);
    box(editor, 'optimizer').click();
    await settled(editor);
    assert.deepEqual(editor.draft?.classroom, { lock: ['init.d'] });
    assert.isFalse(box(editor, 'optimizer.learningRate').checked);
  });

  it('lets a wider lock take the place of narrower ones', () => {
    const { experiment } = preset('I2d');
    const narrow = withLock(withLock(experiment, 'model.depth', true), 'seed', true);
    assert.deepEqual(withLock(narrow, 'model', true).classroom, { lock: ['seed', 'model'] });
    assert.deepEqual(withClassroom(narrow, { lock: [] }), experiment);
  });
});
