import { assert } from 'chai';
import { A2SaveMenu } from '../../../src/ui/elements/save-menu/element.ts';
import { saveFile } from '../../../src/ui/elements/save-menu/save-file.ts';
import { toPng } from '../../../src/ui/elements/save-menu/to-png.ts';
import { until } from '../../support/until.ts';
import {
  assertAccessible,
  button,
  find,
  mount,
  press,
  settled,
  shows,
  textOf,
  unmountAll,
} from './support.ts';

const drawing =
  '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20" viewBox="0 0 30 20"><rect width="30" height="10" fill="#ff0000"/></svg>';

/** The files that were handed to the browser since `start()`, in place of its downloads. */
const downloads: { name: string; blob: Promise<Blob> }[] = [];
// oxlint-disable-next-line typescript/unbound-method -- put back as it was
const click = HTMLAnchorElement.prototype.click;

const menuOf = (properties: Partial<A2SaveMenu> = {}) =>
  mount(new A2SaveMenu(), {
    subject: 'Accuracy',
    experiment: 'I1d',
    chart: 'accuracy',
    csv: () => 'a,b\r\n',
    svg: () => Promise.resolve(drawing),
    ...properties,
  });

describe('<a2-save-menu>', () => {
  beforeEach(() => {
    downloads.length = 0;
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      downloads.push({
        name: this.download,
        blob: fetch(this.href).then((answer) => answer.blob()),
      });
    };
  });

  afterEach(() => {
    HTMLAnchorElement.prototype.click = click;
    unmountAll();
  });

  it('saves under names that Windows takes', () => {
    saveFile('aux.json', '{}', 'application/json');
    assert.equal(downloads.at(-1)?.name, 'aux_.json');
  });

  it('opens and closes, by button, Escape and a click elsewhere', async () => {
    const menu = await menuOf();
    const opener = button(menu, 'Save');
    await assertAccessible(menu);
    assert.equal(textOf(opener), 'Save Accuracy');
    assert.isTrue(find(menu, '.files').hidden);
    opener.click();
    await settled(menu);
    assert.isFalse(find(menu, '.files').hidden);
    assert.equal(opener.ariaExpanded, 'true');
    await assertAccessible(menu);
    press(find(menu, '.files button'), 'Escape');
    await settled(menu);
    assert.isTrue(find(menu, '.files').hidden);
    assert.equal(menu.shadowRoot!.activeElement, opener);
    opener.click();
    await settled(menu);
    document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
    await settled(menu);
    assert.isTrue(find(menu, '.files').hidden);
  });

  it('saves each kind under the names of experiment and chart', async () => {
    const menu = await menuOf();
    for (const [kind, name] of [
      ['CSV', 'I1d-accuracy.csv'],
      ['SVG', 'I1d-accuracy.svg'],
      ['PNG', 'I1d-accuracy.png'],
    ] as const) {
      button(menu, 'Save').click();
      await settled(menu);
      button(menu, kind).click();
      await until(`${name} is saved`, () => downloads.at(-1)?.name === name);
      await settled(menu);
      assert.isTrue(find(menu, '.files').hidden);
    }
    const [csv, svg, png] = await Promise.all(downloads.map(({ blob }) => blob));
    const bytes = new Uint8Array(await csv!.arrayBuffer());
    assert.deepEqual([...bytes.slice(0, 4)], [0xef, 0xbb, 0xbf, 0x61]);
    assert.equal(await svg!.text(), drawing);
    const picture = await createImageBitmap(png!);
    assert.deepEqual([picture.width, picture.height], [60, 40]);
  });

  it('says what could not be made and stays open', async () => {
    const menu = await menuOf({
      csv: () => {
        throw new Error('no numbers yet');
      },
    });
    button(menu, 'Save').click();
    await settled(menu);
    button(menu, 'CSV').click();
    await shows(() => textOf(find(menu, '.trouble')), 'could not be made: no numbers yet');
    assert.isFalse(find(menu, '.files').hidden);
    await assertAccessible(menu);
  });

  describe('copying', () => {
    const own = Object.getOwnPropertyDescriptor(navigator, 'clipboard');
    /** The page's clipboard, which a test may not read: what reaches it is looked at instead. */
    const provide = (clipboard: Partial<Clipboard> | undefined) =>
      Object.defineProperty(navigator, 'clipboard', { configurable: true, value: clipboard });
    afterEach(() => {
      if (own === undefined) Reflect.deleteProperty(navigator, 'clipboard');
      else Object.defineProperty(navigator, 'clipboard', own);
    });

    const opened = async (properties: Partial<A2SaveMenu> = {}) => {
      const menu = await menuOf(properties);
      button(menu, 'Save').click();
      await settled(menu);
      return menu;
    };

    it('writes the image and the drawing’s text, and says so', async function () {
      if (typeof ClipboardItem === 'undefined') this.skip();
      const written: ClipboardItem[] = [];
      provide({
        write: (items) => {
          written.push(...items);
          return Promise.resolve();
        },
      });
      const menu = await opened();
      await assertAccessible(menu);
      button(menu, 'Copy PNG').click();
      await shows(() => textOf(find(menu, '.told')), 'Copied Accuracy as an image');
      const png = await createImageBitmap(await written[0]!.getType('image/png'));
      assert.deepEqual([png.width, png.height], [60, 40]);
      button(menu, 'Copy SVG').click();
      await shows(() => textOf(find(menu, '.told')), 'Copied Accuracy as SVG text');
      assert.equal(await (await written[1]!.getType('text/plain')).text(), drawing);
      assert.isFalse(find(menu, '.files').hidden);
      assert.isEmpty(downloads);
      await assertAccessible(menu);
    });

    it('says why it could not, and what to do instead', async function () {
      if (typeof ClipboardItem === 'undefined') this.skip();
      provide({ write: () => Promise.reject(new DOMException('no', 'NotAllowedError')) });
      const menu = await opened();
      button(menu, 'Copy PNG').click();
      await shows(
        () => textOf(find(menu, '.trouble')),
        'Accuracy was not copied: the browser does not let',
      );
      assert.include(textOf(find(menu, '.trouble')), 'save the file instead');
      assert.equal(textOf(find(menu, '.told')), '');
      provide(undefined);
      button(menu, 'Copy SVG').click();
      await shows(() => textOf(find(menu, '.trouble')), 'needs https or localhost');
    });

    it('says when the drawing could not be made, and offers none for numbers alone', async function () {
      if (typeof ClipboardItem === 'undefined') this.skip();
      provide({ write: async (items) => void (await items[0]!.getType('image/png')) });
      const menu = await opened({
        svg: () => Promise.reject(new Error('there is no drawing yet')),
      });
      button(menu, 'Copy PNG').click();
      await shows(() => textOf(find(menu, '.trouble')), 'not copied: there is no drawing yet.');
      const numbers = await opened({ svg: null });
      assert.notInclude(textOf(find(numbers, '.files')), 'Copy');
    });
  });

  it('is hidden when nothing can be saved', async () => {
    const menu = await menuOf({ csv: null, svg: null });
    assert.isNull(menu.shadowRoot!.querySelector('button'));
    const numbers = await menuOf({ svg: null });
    assert.equal(numbers.shadowRoot!.querySelectorAll('.files button').length, 1);
  });
});

describe('a drawing as pixels', () => {
  it('has the colours of the drawing at twice its size', async () => {
    const picture = await createImageBitmap(await toPng(drawing));
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const context = canvas.getContext('2d')!;
    context.drawImage(picture, 0, 0);
    assert.deepEqual([...context.getImageData(30, 10, 1, 1).data], [255, 0, 0, 255]);
    assert.deepEqual([...context.getImageData(30, 30, 1, 1).data], [0, 0, 0, 0]);
  });

  it('refuses a drawing without a size', async () => {
    const refused = await toPng('<svg xmlns="http://www.w3.org/2000/svg"/>').then(
      () => '',
      (error: unknown) => String(error),
    );
    assert.include(refused, '0 × 0');
  });
});
