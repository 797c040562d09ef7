import { assert } from 'chai';
import { A2ZipButton } from '../../../src/course/pages/report-page/zip-button.ts';
import {
  assertAccessible,
  button,
  find,
  findAll,
  mount,
  settled,
  shows,
  textOf,
  unmountAll,
} from '../elements/support.ts';
import { madeHandIn } from '../../course/handin/made.ts';
import { fakeLab } from '../../lab/fixture/fake-lab.ts';

const name = 'Ada_Lovelace_s1815.zip';

/** Catches what the page hands to the browser to keep. */
function catchDownloads(): { readonly names: string[]; stop: () => void } {
  const names: string[] = [];
  const caught = (event: Event) => {
    if (!(event.target instanceof HTMLAnchorElement)) return;
    names.push(event.target.download);
    event.preventDefault();
  };
  // Its link is in no document, so that no listener hears of it.
  HTMLAnchorElement.prototype.click = function (this: HTMLAnchorElement) {
    this.addEventListener('click', caught);
    HTMLElement.prototype.click.call(this);
  };
  return {
    names,
    stop: () => {
      // What it inherits is back then.
      Reflect.deleteProperty(HTMLAnchorElement.prototype, 'click');
    },
  };
}

describe('the button that packs the ZIP', () => {
  let downloads: ReturnType<typeof catchDownloads>;
  beforeEach(() => {
    downloads = catchDownloads();
  });
  afterEach(() => {
    downloads.stop();
    unmountAll();
  });

  const status = (element: A2ZipButton) => textOf(find(element, '[role="status"]'));

  it('saves one file, and lists the models that are not kept any more', async () => {
    const handIn = await madeHandIn({}, ['I1d']);
    const element = await mount(new A2ZipButton(), { lab: fakeLab(), handIn });
    button(element, 'ZIP').click();
    await shows(() => status(element), `as ${name}`);
    assert.deepEqual(downloads.names, [name]);
    assert.match(status(element), /^Saved \d+ files as .+, [\d.]+ [kM]B\.$/);
    const missing = findAll(element, 'li').map(textOf);
    assert.lengthOf(missing, 4);
    for (const line of missing) assert.match(line, /^models\/I1d-.+ no longer stored\.$/);
    await assertAccessible(element);
  });

  it('stops when it is asked to, and saves nothing', async () => {
    const element = await mount(new A2ZipButton(), { lab: fakeLab(), handIn: await madeHandIn() });
    button(element, 'ZIP').click();
    // Not a task later: by then it may be done.
    await element.updateComplete;
    button(element, 'Stop').click();
    await shows(() => status(element), 'Stopped. Nothing was saved.');
    assert.isEmpty(downloads.names);
    assert.isFalse(button(element, 'ZIP').disabled);
  });

  it('waits for the report', async () => {
    const element = await mount(new A2ZipButton(), { lab: fakeLab(), handIn: null });
    assert.isTrue(button(element, 'ZIP').disabled);
    element.handIn = await madeHandIn();
    element.disabled = true;
    await settled(element);
    assert.isTrue(button(element, 'ZIP').disabled);
    element.disabled = false;
    await settled(element);
    assert.isFalse(button(element, 'ZIP').disabled);
    await assertAccessible(element);
  });
});
