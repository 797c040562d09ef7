/** The browser that prints: the installed one, driven as the command drives it. */
import { chmodSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { assert } from 'chai';
import { Browser } from '../../cli/a2/chromium/browser.ts';
import { findChromium } from '../../cli/a2/chromium/find.ts';
import { Folder } from './support.ts';

const profiles = () => readdirSync(os.tmpdir()).filter((name) => name.startsWith('a2-chromium-'));
/** Names of the variable that says where temporary files lie. */
const places = ['TMPDIR', 'TEMP'] as const;

describe('the browser that prints', () => {
  let file = '';
  let folder: Folder;
  before(async function () {
    const found = await findChromium();
    if (found.file === null) this.skip();
    file = found.file;
  });
  const usual = places.map((name) => process.env[name]);
  beforeEach(() => {
    folder = new Folder();
    // Others print at the same time, and their profiles are not ours.
    for (const name of places) process.env[name] = folder.path;
  });
  afterEach(() => {
    places.forEach((name, at) => {
      const value = usual[at];
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    });
    folder.remove();
  });

  it('prints a document with bookmarks, draws pictures, and leaves nothing behind', async () => {
    const browser = await Browser.open(file, new AbortController().signal);
    try {
      const pdf = await browser.print(
        '<!doctype html><title>A title</title><style>@page { size: A5 }</style><h1>One</h1>',
        'letter',
      );
      const text = Buffer.from(pdf).toString('latin1');
      assert.match(text, /^%PDF-/);
      assert.include(text, '/Title (A title)');
      assert.include(text, '/Outlines');
      // A5 in points.
      assert.match(text, /\/MediaBox \[0 0 (419|420)[.\d]* 59[456][.\d]*\]/);
      const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>';
      const png = Buffer.from(await browser.picture(svg));
      assert.equal(png.toString('latin1', 1, 4), 'PNG');
      assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [60, 40]);
      const failed = await browser
        .picture('<svg xmlns="http://www.w3.org/2000/svg"/>')
        .catch(String);
      assert.include(String(failed), 'a drawing of 0 × 0 pixels has no picture');
    } finally {
      await browser.close();
    }
    assert.isEmpty(profiles());
  });

  it('ends at once when it is aborted', async () => {
    const controller = new AbortController();
    const browser = await Browser.open(file, controller.signal);
    const printing = browser.print('<h1>One</h1>', 'a4').catch(String);
    controller.abort(new Error('enough'));
    assert.equal(await printing, 'Error: enough');
    await browser.close();
    assert.isEmpty(profiles());
  });

  it('says what a program said that is no browser', async function () {
    if (process.platform === 'win32') this.skip();
    const none = folder.at('none');
    writeFileSync(none, '#!/bin/sh\necho no display >&2\nexit 3\n');
    chmodSync(none, 0o755);
    const opened = () =>
      Browser.open(none, new AbortController().signal).then(() => 'opened', String);
    const failed = await opened();
    assert.match(failed, /ended with the exit code 3, saying: no display/);
    writeFileSync(none, 'no program at all');
    const worse = await opened();
    assert.match(worse, /^Error: /);
    assert.isTrue(existsSync(none));
    assert.isEmpty(profiles());
  });
});
