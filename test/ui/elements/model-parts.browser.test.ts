import { assert } from 'chai';
import { LitElement } from 'lit';
import { A2Confusion } from '../../../src/ui/elements/confusion/element.ts';
import { A2DrawCanvas } from '../../../src/ui/elements/draw-canvas/element.ts';
import { A2Scatter } from '../../../src/ui/elements/scatter/element.ts';
import { classTable } from '../../../src/ui/pages/model-view/class-table.ts';
import { classFigures } from '../../../src/lab/class-figures.ts';
import {
  assertAccessible,
  button,
  find,
  findAll,
  mount,
  press,
  settled,
  shows,
  textOf,
  unmountAll,
} from './support.ts';

/** The part by itself. */
class ClassPart extends LitElement {
  static override properties = { matrix: { attribute: false } };
  declare matrix: readonly (readonly number[])[];

  protected override render() {
    return classTable(classFigures(this.matrix, ['no', 'yes']), this.matrix);
  }
}
customElements.define('test-class-part', ClassPart);

describe('the parts that show a model', () => {
  afterEach(unmountAll);

  it('report which cell of the confusion matrix was clicked, and move by arrow keys', async () => {
    const matrix = [
      [3, 1],
      [0, 4],
    ];
    const table = await mount(new A2Confusion(), { matrix, names: ['Coat', 'Bag'] });
    const asked: number[][] = [];
    table.addEventListener('a2-confusion', (event) => asked.push([event.truth, event.predicted]));
    press(find(table, 'button[tabindex="0"]'), 'ArrowRight');
    await settled(table);
    find(table, 'button[tabindex="0"]').click();
    assert.deepEqual(asked, [[0, 1]]);
    assert.include(textOf(find(table, 'tbody tr')), '75.0');
    await assertAccessible(table);
  });

  it('show metrics per class for unequal classes', async () => {
    const matrix = [
      [191, 0],
      [9, 0],
    ];
    const part = await mount(new ClassPart(), { matrix });
    assert.include(
      textOf(part.shadowRoot!.querySelector('p')!),
      'Accuracy is 95.5 %; always predicting no gives 95.5 %. Balanced accuracy, the mean recall, is 50.0 %, macro F1 0.488.',
    );
    const rows = findAll(part, 'tbody tr').map((row) => textOf(row).replaceAll(/\s+/g, ' '));
    assert.deepEqual(rows, ['no 191 200 191 100.0 % 95.5 % 0.977', 'yes 9 0 0 0.0 % 0.0 % 0']);
    await assertAccessible(part);
  });

  it('draw by keyboard, and undo', async () => {
    const inks: number[] = [];
    const predict = (pixels: Uint8Array) => {
      inks.push(pixels.reduce((sum, ink) => sum + ink, 0));
      return Promise.resolve([0.25, 0.75]);
    };
    const canvas = await mount(new A2DrawCanvas(), { names: ['Coat', 'Bag'], predict });
    press(find(canvas, 'canvas'), ' ');
    button(canvas, 'Undo').click();
    await settled(canvas);
    assert.equal(inks[0], 0);
    assert.isAbove(inks[1]!, 0);
    assert.equal(inks[2], 0);
    assert.match(textOf(find(canvas, '[role=status]')), /^Bag 75/);
    await assertAccessible(canvas);
  });

  it('count what is close and what is capped', async () => {
    const plot = await mount(new A2Scatter(), { predicted: [1, 2, 4], truths: [1.2, 3, 5.00001] });
    assert.include(textOf(find(plot, 'p')), '1 of 3 predictions');
    const menus = findAll(plot, 'a2-save-menu');
    assert.lengthOf(menus, 3);
    for (const details of findAll(plot, 'details')) {
      (details as HTMLDetailsElement).open = true;
      await shows(() => details.textContent, 'Districts');
    }
    assert.include(textOf(find(plot, 'table')), '$500,000');
    await assertAccessible(plot);
  });
});
