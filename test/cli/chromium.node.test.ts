/** The browser that prints: the installed one, driven as the command drives it. */
import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { assert } from 'chai';
import { byHand, printReport } from '../../cli/a2/assignment/printer.ts';
import { Browser } from '../../cli/a2/chromium/browser.ts';
import { chromiumPlaces, findChromium } from '../../cli/a2/chromium/find.ts';
import { Folder } from './support.ts';

const profiles = () => readdirSync(os.tmpdir()).filter((name) => name.startsWith('a2-chromium-'));
/** Environment variables for the temporary folder. */
const places = ['TMPDIR', 'TEMP'] as const;

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20"/>';

function program(folder: Folder, name: string, script = '', mode = 0o755): string {
  const file = folder.at(name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, mode);
  return file;
}

/** A fake browser that refuses every command except its version and its exit. */
function mutePrinter(folder: Folder): string {
  const file = folder.at('mute.mjs');
  writeFileSync(
    file,
    `import { createReadStream, writeSync } from 'node:fs';
let text = '';
for await (const chunk of createReadStream('', { fd: 3 })) {
  text += chunk;
  const messages = text.split('\\0');
  text = messages.pop();
  for (const message of messages) {
    const { id, method } = JSON.parse(message);
    const known = /^Browser\\./.test(method) ? { result: {} } : { error: { message: 'out of paper' } };
    writeSync(4, JSON.stringify({ id, ...known }) + '\\0');
    if (method === 'Browser.close') process.exit(0);
  }
}
`,
  );
  return file;
}

describe('the browser that prints', () => {
  let file = '';
  let folder: Folder;
  before(async function () {
    const [found] = (await findChromium()).files;
    if (found === undefined) this.skip();
    file = found;
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

  it('leaves a folder that cannot be removed, and says so', async () => {
    const browser = await Browser.open(file, new AbortController().signal);
    const left = await browser.close(() => Promise.reject(new Error('EBUSY: no')));
    assert.match(left ?? '', /^The browser’s folder .*a2-chromium-\w+ could not be removed: EBUSY/);
    assert.lengthOf(profiles(), 1);
  });

  it('is the first that prints: another one is tried when one does not start, or print', async function () {
    if (process.platform === 'win32') this.skip();
    const none = program(folder, 'none', 'echo no display >&2; exit 3');
    const mute = program(folder, 'mute', `exec ${process.execPath} ${mutePrinter(folder)}`);
    const { signal } = new AbortController();
    const printed = await printReport('<h1>One</h1>', 'a4', signal, {
      files: [none, mute, file],
      why: 'unasked',
    });
    assert.match(Buffer.from(printed.pdf!).toString('latin1'), /^%PDF-/);
    assert.deepEqual([printed.missing, printed.notes], ['', []]);
    assert.isNotEmpty(await printed.browser!.picture(svg));
    assert.isNull(await printed.browser!.close());

    const failed = await printReport('<h1>One</h1>', 'a4', signal, {
      files: [none, mute],
      why: 'unasked',
    });
    assert.isNull(failed.pdf);
    await failed.browser!.close();
    assert.match(failed.missing, /^No PDF, because .*none did not start \(.*no display\), /);
    assert.match(
      failed.missing,
      /mute did not print \(.*out of paper\)\. The report was written as/,
    );
    assert.isEmpty(profiles());
  });

  it('is not required: without one, a message says how to print the report', async () => {
    const { signal } = new AbortController();
    const printed = await printReport('', 'a4', signal, { files: [], why: 'there is none' });
    assert.deepEqual([printed.pdf, printed.browser], [null, null]);
    assert.match(
      printed.missing,
      /^No PDF and no PNGs, because there is none\. The report was written/,
    );
    assert.match(printed.missing, /set CHROME_PATH to its program/);
    assert.match(byHand('darwin'), /Safari and choose File → Print, then PDF → Save as PDF/);
    assert.match(byHand('win32'), /Ctrl\+P.*“Save as PDF”/);
  });

  it('reports the output of a program that is not a browser', async function () {
    if (process.platform === 'win32') this.skip();
    const none = program(folder, 'none', 'echo no display >&2; exit 3');
    const opened = () =>
      Browser.open(none, new AbortController().signal).then(() => 'opened', String);
    const failed = await opened();
    assert.match(failed, /exited with exit code 3: no display/);
    writeFileSync(none, 'no program at all');
    const worse = await opened();
    assert.match(worse, /^Error: /);
    assert.isTrue(existsSync(none));
    assert.isEmpty(profiles());
  });
});

describe('finding Chromium', () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => {
    folder.remove();
  });

  it('takes those on the path that can be run, in order and each once', async function () {
    if (process.platform === 'win32') this.skip();
    program(folder, 'one/chromium', '', 0o644);
    const wanted = program(folder, 'two/google-chrome');
    const later = program(folder, 'two/vivaldi');
    symlinkSync(folder.at('two'), folder.at('three'));
    const PATH = ['one', 'two', 'three'].map((name) => folder.at(name)).join(path.delimiter);
    const { files } = await findChromium({ PATH });
    assert.deepEqual(files.slice(0, 2), [wanted, later]);
    assert.isEmpty(files.filter((each) => each.startsWith(folder.at('three'))));
  });

  it('takes CHROME_PATH and no other, and says when that is none', async () => {
    const PATH = path.dirname(program(folder, 'two/chromium'));
    const given = program(folder, 'mine');
    assert.deepEqual((await findChromium({ PATH, CHROME_PATH: given })).files, [given]);
    const found = await findChromium({ PATH, CHROME_PATH: folder.at('none') });
    assert.isEmpty(found.files);
    assert.include(found.why, 'CHROME_PATH names');
  });

  it('looks on Windows at all users’ programs and at one’s own', () => {
    const places = chromiumPlaces(
      {
        Path: '"D:\\My tools";C:\\Windows',
        ProgramFiles: 'E:\\Programs',
        'ProgramFiles(x86)': 'E:\\Programs (x86)',
        LOCALAPPDATA: 'C:\\Users\\Jürgen M\\AppData\\Local',
      },
      'win32',
    );
    assert.equal(places[0], 'D:\\My tools\\chromium.exe');
    const own = 'C:\\Users\\Jürgen M\\AppData\\Local';
    assert.includeMembers(places, [
      'E:\\Programs\\Google\\Chrome\\Application\\chrome.exe',
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
      'E:\\Programs (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
      `${own}\\Google\\Chrome\\Application\\chrome.exe`,
      `${own}\\Chromium\\Application\\chrome.exe`,
      `${own}\\BraveSoftware\\Brave-Browser\\Application\\brave.exe`,
      `${own}\\Vivaldi\\Application\\vivaldi.exe`,
    ]);
    assert.lengthOf(new Set(places), places.length);
    // Without a word of the environment the usual places are left.
    assert.include(
      chromiumPlaces({}, 'win32'),
      'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
    );
    assert.include(
      chromiumPlaces({ USERPROFILE: 'C:\\Users\\ada' }, 'win32'),
      'C:\\Users\\ada\\AppData\\Local\\Google\\Chrome\\Application\\chrome.exe',
    );
  });

  it('looks on macOS at all applications and at one’s own', () => {
    const places = chromiumPlaces({ PATH: '/usr/bin:/opt/x', HOME: '/Users/ada' }, 'darwin');
    assert.equal(places[0], '/usr/bin/chromium');
    for (const name of [
      'Google Chrome',
      'Chromium',
      'Microsoft Edge',
      'Brave Browser',
      'Vivaldi',
    ]) {
      const program = `${name}.app/Contents/MacOS/${name}`;
      assert.includeMembers(places, [
        `/Applications/${program}`,
        `/Users/ada/Applications/${program}`,
      ]);
    }
    assert.isEmpty(chromiumPlaces({}, 'darwin').filter((place) => !place.startsWith('/')));
  });

  it('looks on Linux where packages and snaps put it', () => {
    assert.includeMembers(chromiumPlaces({ PATH: '/usr/bin' }, 'linux'), [
      '/usr/bin/brave-browser',
      '/snap/bin/chromium',
      '/opt/google/chrome/chrome',
    ]);
  });
});
