/** How a file leaves the page: as a download, or by the share sheet where downloads fail. */
import { install, type Clock } from '@sinonjs/fake-timers';
import { assert } from 'chai';
import { saveFile } from '../../../src/ui/elements/save-menu/save-file.ts';
import type { A2ShareFile } from '../../../src/ui/elements/save-menu/share-file.ts';
import { until } from '../../support/until.ts';
import { assertAccessible, button, textOf } from './support.ts';

/** Names of files that were downloaded, and their addresses. */
let downloads: { readonly name: string; readonly url: string }[] = [];
/** Files that reached the share sheet. */
let shared: File[] = [];
/** How often the sheet was to be opened. */
let asked = 0;
// oxlint-disable-next-line typescript/unbound-method -- put back as it was
const click = HTMLAnchorElement.prototype.click;

const dialog = (): A2ShareFile | null => document.querySelector('a2-share-file');

/** A phone with a share sheet, which answers each file in turn; without answers it takes everything. */
function phone(answers: readonly (DOMException | null)[] = [], takes = true): void {
  const left = [...answers];
  const own = {
    standalone: true,
    canShare: () => takes,
    share: ({ files }: { files: File[] }) => {
      asked++;
      const answer = left.shift() ?? null;
      if (answer !== null) return Promise.reject(answer);
      shared.push(...files);
      return Promise.resolve();
    },
  };
  for (const [name, value] of Object.entries(own)) {
    Object.defineProperty(navigator, name, { value, configurable: true });
  }
}

const tooLate = () => new DOMException('no gesture', 'NotAllowedError');

describe('saveFile', () => {
  let clock: Clock | null = null;

  beforeEach(() => {
    [downloads, shared, asked] = [[], [], 0];
    HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
      downloads.push({ name: this.download, url: this.href });
    };
  });

  afterEach(() => {
    clock?.uninstall();
    clock = null;
    HTMLAnchorElement.prototype.click = click;
    for (const name of ['standalone', 'canShare', 'share']) Reflect.deleteProperty(navigator, name);
    dialog()?.remove();
  });

  it('downloads, and keeps the address for a minute', async () => {
    clock = install({ toFake: ['setTimeout', 'clearTimeout'] });
    saveFile('a.json', '{"a":1}', 'application/json');
    const [{ name, url }] = downloads as [(typeof downloads)[number]];
    assert.equal(name, 'a.json');
    clock.tick(59_000);
    assert.equal(await (await fetch(url)).text(), '{"a":1}');
    clock.tick(2000);
    const gone = await fetch(url).then(
      () => false,
      () => true,
    );
    assert.isTrue(gone, 'its memory is given back');
  });

  it('opens the share sheet in an app on a home screen', async () => {
    phone();
    saveFile('a.csv', 'a,b\r\n', 'text/csv');
    await until('the sheet has the file', () => shared.length > 0);
    const [file] = shared as [File];
    assert.deepEqual([file.name, file.type, await file.text()], ['a.csv', 'text/csv', 'a,b\r\n']);
    assert.isEmpty(downloads);
    assert.isNull(dialog());
  });

  it('downloads where the sheet does not take such a file, or fails', async () => {
    phone([], false);
    saveFile('a.npz', 'x', 'application/octet-stream');
    await until('the download', () => downloads.length === 1);
    phone([new DOMException('it is broken', 'DataError')]);
    saveFile('b.npz', 'x', 'application/octet-stream');
    await until('the other download', () => downloads.length === 2);
    assert.isEmpty(shared);
  });

  it('treats a closed sheet as done', async () => {
    phone([new DOMException('closed', 'AbortError')]);
    saveFile('a.zip', 'x', 'application/zip');
    await until('the sheet was opened', () => asked === 1);
    // The next file shows that nothing of the first one is left over.
    saveFile('b.zip', 'x', 'application/zip');
    await until('the sheet has the next file', () => shared.length === 1);
    assert.equal(shared[0]?.name, 'b.zip');
    assert.isEmpty(downloads);
    assert.isNull(dialog());
  });

  it('asks for another click when the file took too long to make', async () => {
    phone([tooLate(), tooLate()]);
    saveFile('hand-in.zip', 'x', 'application/zip');
    await until('the dialog', () => dialog()?.shadowRoot?.querySelector('dialog')?.open === true);
    const asking = dialog()!;
    assert.include(textOf(asking.shadowRoot!.querySelector('h2')!), 'hand-in.zip is ready');
    await assertAccessible(asking);
    button(asking, 'Save or share').click();
    await until('it says that the sheet did not open', () =>
      textOf(asking.shadowRoot!.querySelector('[role=status]')!).includes('Try again'),
    );
    button(asking, 'Save or share').click();
    await until('the dialog is gone', () => dialog() === null);
    assert.equal(shared[0]?.name, 'hand-in.zip');
  });

  it('can be left without the file', async () => {
    phone([tooLate()]);
    saveFile('a.zip', 'x', 'application/zip');
    await until('the dialog', () => dialog()?.shadowRoot?.querySelector('dialog')?.open === true);
    button(dialog()!, 'Close').click();
    await until('the dialog is gone', () => dialog() === null);
    assert.isEmpty([...shared, ...downloads]);
  });
});
