import { assert } from 'chai';
import { A2DocumentDialog } from '../../../src/ui/elements/document-dialog/element.ts';
import type { Experiment } from '../../../src/document/schema.ts';
import {
  assertAccessible,
  button,
  find,
  mount,
  preset,
  settled,
  textOf,
  type,
  unmountAll,
} from './support.ts';

describe('<a2-document-dialog>', () => {
  afterEach(unmountAll);

  async function dialogOf(frozen = ''): Promise<A2DocumentDialog> {
    const dialog = await mount(new A2DocumentDialog(), { draft: preset('I1d').experiment, frozen });
    const open = new Promise((resolve) => {
      dialog.shadowRoot!.addEventListener('wa-after-show', resolve, { once: true });
    });
    await dialog.show();
    await open;
    await settled(dialog);
    return dialog;
  }

  const area = (dialog: A2DocumentDialog): HTMLTextAreaElement => find(dialog, 'textarea');

  it('shows the document and takes another', async () => {
    const dialog = await dialogOf();
    assert.equal((JSON.parse(area(dialog).value) as Experiment).name, 'I1d');
    const drafts: Experiment[] = [];
    dialog.addEventListener('a2-draft', (event) => drafts.push(event.draft));
    type(area(dialog), area(dialog).value.replace('"epochs": 5', '"epochs": 2'));
    await settled(dialog);
    assert.include(textOf(find(dialog, '.verdict')), 'A valid experiment with 4 trials.');
    await assertAccessible(dialog);
    button(dialog, 'Apply').click();
    assert.equal(drafts[0]?.trial.epochs, 2);
  });

  it('refuses what is not valid, by path, value and limit', async () => {
    const dialog = await dialogOf();
    const drafts: Event[] = [];
    dialog.addEventListener('a2-draft', (event) => drafts.push(event));
    type(area(dialog), area(dialog).value.replace('"width": 16', '"width": 1000000000'));
    await settled(dialog);
    assert.include(
      textOf(find(dialog, '.verdict')),
      'trial.model.width: expected a number ≤ 4096, got 1000000000',
    );
    button(dialog, 'Apply').click();
    type(area(dialog), '{');
    await settled(dialog);
    assert.include(textOf(find(dialog, '.verdict')), 'JSON');
    assert.isEmpty(drafts);
    await assertAccessible(dialog);
  });

  it('is read-only during a run', async () => {
    const dialog = await dialogOf('Cannot be changed during a run.');
    assert.isTrue(area(dialog).readOnly);
    assert.equal(button(dialog, 'Apply').getAttribute('aria-disabled'), 'true');
  });
});
