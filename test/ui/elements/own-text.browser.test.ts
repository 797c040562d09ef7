/** Texts of the user's own: typed, previewed, undone, kept, with photos; and the photos themselves. */
import { assert } from 'chai';
import { readJpeg } from '../../../src/formats/jpeg.ts';
import { openDatabase } from '../../../src/store/open.ts';
import { KeptTexts } from '../../../src/store/kept-texts.ts';
import { A2OwnText } from '../../../src/ui/elements/own-text/element.ts';
import { photoOf } from '../../../src/ui/elements/own-text/photo.ts';
import type { A2OwnPhotos } from '../../../src/ui/elements/own-text/photos.ts';
import { exif } from '../../formats/made-jpeg.ts';
import { until } from '../../support/until.ts';
import {
  assertAccessible,
  button,
  find,
  findAll,
  mount,
  settled,
  shows,
  textOf,
  type,
  unmountAll,
} from './support.ts';

let database = 0;

/** Two stores on one database, as two tabs have them. */
function stores(): [KeptTexts, KeptTexts] {
  const name = `own-text-test-${Date.now()}-${database++}`;
  return [new KeptTexts(() => openDatabase(name)), new KeptTexts(() => openDatabase(name))];
}

const show = async (store: KeptTexts, key = 'answer T1'): Promise<A2OwnText> => {
  const editor = await mount(new A2OwnText(), { store, key, label: 'Your answer to T1' });
  await until('the editor is there', () => editor.renderRoot.querySelector('textarea') !== null);
  return editor;
};

/** Red on the left, blue on the right, as a camera that was held upright stores it. */
async function camera(width: number, height: number): Promise<File> {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext('2d')!;
  context.fillStyle = '#ff0000';
  context.fillRect(0, 0, width / 2, height);
  context.fillStyle = '#0000ff';
  context.fillRect(width / 2, 0, width / 2, height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg'));
  const bytes = new Uint8Array(await blob!.arrayBuffer());
  // To be turned by a quarter, clockwise.
  const turned = [...bytes.subarray(0, 2), ...exif(6, 'GPS 52.0116 N'), ...bytes.subarray(2)];
  return new File([new Uint8Array(turned)], 'page.jpg', { type: 'image/jpeg' });
}

const pixel = async (blob: Blob, x: number, y: number): Promise<readonly number[]> => {
  const bitmap = await createImageBitmap(blob);
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
  const context = canvas.getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  return [...context.getImageData(x, y, 1, 1).data];
};

describe('a photo', () => {
  it('is turned upright, scaled, and holds nothing but the picture', async () => {
    const file = await camera(2000, 1000);
    assert.isTrue(readJpeg(new Uint8Array(await file.arrayBuffer()))?.hasMetadata);
    const { width, height, blob, id } = await photoOf(file, file.name);
    assert.deepEqual([width, height], [800, 1600]);
    assert.lengthOf(id, 64);
    const bytes = new Uint8Array(await blob.arrayBuffer());
    assert.deepInclude(readJpeg(bytes), { width, height, hasMetadata: false });
    assert.notInclude(new TextDecoder('latin1').decode(bytes), 'GPS');
    const [red, , blue] = await pixel(blob, 400, 100);
    assert.isAbove(red!, 200, 'what was left is on top');
    assert.isBelow(blue!, 60);
    assert.isAbove((await pixel(blob, 400, 1500))[2]!, 200, 'what was right is below');
  });

  it('keeps its size where it is small, and white where it is transparent', async () => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [30, 20];
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    const made = await photoOf(blob!, 'clear.png');
    assert.deepEqual([made.width, made.height], [30, 20]);
    assert.isAbove((await pixel(made.blob, 5, 5))[0]!, 250);
  });

  it('is refused with the way out: HEIC, no picture, nothing', async () => {
    const why = async (file: Blob, name: string): Promise<string> => {
      try {
        await photoOf(file, name);
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
      return assert.fail('it was taken');
    };
    const heic = new Blob([
      new Uint8Array([0, 0, 0, 24]),
      'ftypheic\0\0\0\0mif1heic',
      new Uint8Array(80),
    ]);
    const told = await why(heic, 'IMG_1.HEIC');
    assert.include(told, 'IMG_1.HEIC was not added.');
    assert.include(told, 'Most Compatible');
    assert.include(await why(new Blob(['hello']), 'a.txt'), 'Wanted a JPEG, PNG or WebP file.');
    assert.include(await why(new Blob([]), 'b.jpg'), 'empty');
  });
});

describe('<a2-own-text>', () => {
  afterEach(unmountAll);

  it('shows Markdown and formulas while they are typed, and says what cannot be typeset', async () => {
    const editor = await show(stores()[0]);
    type(find<HTMLTextAreaElement>(editor, 'textarea'), 'So **it** is $w_1 x$ <b>here</b>.');
    const preview = () => find(editor, 'a2-markdown');
    await until(
      'the preview is there',
      () => editor.renderRoot.querySelector('a2-markdown') !== null,
    );
    await shows(() => textOf(find(preview(), 'p')), 'So it is');
    assert.equal(textOf(find(preview(), 'strong')), 'it');
    assert.include(textOf(find(preview(), 'p')), '<b>here</b>');
    assert.isNotNull(preview().shadowRoot?.querySelector('a2-math'));
    await assertAccessible(editor);
    type(find<HTMLTextAreaElement>(editor, 'textarea'), 'Bad $\\frac{a$ one');
    await shows(() => textOf(find(preview(), 'p')), 'cannot be typeset');
  });

  it('keeps each change, undoes it, and follows another tab', async () => {
    const [store, other] = stores();
    const editor = await show(store);
    const elsewhere = await show(other);
    const field = (where: A2OwnText) => find<HTMLTextAreaElement>(where, 'textarea');
    type(field(editor), 'One.');
    await shows(() => textOf(find(editor, '[role=status]')), 'Kept');
    await until('the other tab has it', () => field(elsewhere).value === 'One.');
    button(editor, 'Undo').click();
    await until('it is undone', () => field(editor).value === '');
    await until('there, too', () => field(elsewhere).value === '');
    assert.isTrue(button(editor, 'Undo').disabled);
  });

  it('takes photos, asks what they show, moves and removes them, and keeps them', async () => {
    const [store, other] = stores();
    const editor = await show(store);
    const photos = find<A2OwnPhotos>(editor, 'a2-own-photos');
    await photos.add([await camera(60, 30), new File(['no'], 'no.txt'), await camera(80, 20)]);
    await settled(photos);
    assert.lengthOf(findAll(photos, 'img'), 2);
    assert.include(textOf(find(photos, '.refused')), 'no.txt was not added.');
    const [alt] = findAll<HTMLInputElement>(photos, 'li input');
    alt!.value = 'First page';
    alt!.dispatchEvent(new Event('input'));
    await settled(photos);
    await assertAccessible(editor);
    button(photos, 'Move photo 2 up').click();
    await settled(photos);
    const kept = async (which: KeptTexts) => (await which.read('answer T1'))?.photos ?? [];
    await until('they are kept in order', async () => {
      const [first, second] = await kept(other);
      return first?.height === 80 && second?.alt === 'First page';
    });
    const [first] = await kept(other);
    assert.equal((await other.photo(first!.id))?.type, 'image/jpeg');
    button(photos, 'Remove photo 1').click();
    await until('one is left', async () => (await kept(store)).length === 1);
    await settled(editor);
    button(editor, 'Undo').click();
    await until('both are back', async () => (await kept(store)).length === 2);
  });

  it('deletes photos that no text names, but none that an undo may need', async () => {
    const [store, later] = stores();
    const { id, blob, width, height } = await photoOf(await camera(40, 20), 'a.jpg');
    store.addPhoto(id, blob);
    await store.write('answer T2', {
      text: '',
      program: '',
      photos: [{ id, alt: '', width, height }],
    });
    await store.write('answer T2', null);
    await store.sweepPhotos();
    assert.isNotNull(await later.photo(id), 'this page may bring it back');
  });
});
