/** The report as HTML, printed by Safari's engine, where no Chromium is installed to print it. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { assert } from 'chai';
import { extractText, getDocumentProxy } from 'unpdf';
import { reportDocument } from '../../../src/course/handin/report.ts';
import { Folder } from '../../cli/support.ts';
import { settings } from '../../support/settings.mjs';
import { madeHandIn } from './made.ts';

const program = fileURLToPath(new URL('../../support/print-webkit.py', import.meta.url));
const python = '/usr/bin/python3';
/** Debian's, which `npm test` installs. */
const installed =
  // Under Wine, Windows sees the files of Linux too.
  process.platform === 'linux' &&
  [python, '/usr/bin/xvfb-run', '/usr/lib/x86_64-linux-gnu/libwebkit2gtk-4.1.so.0'].every((file) =>
    existsSync(file),
  );

const plain = (text: string): string => text.replaceAll(/[\s\u00a0]+/g, '');

describe('the report, printed from WebKit', () => {
  let folder: Folder;
  before(function () {
    if (!installed) this.skip();
    folder = new Folder();
  });
  after(() => (folder as Folder | undefined)?.remove());

  it('has all of its parts, and no heading alone at the end of a page', async function () {
    this.timeout(settings.longTestLimit);
    const html = reportDocument(await madeHandIn());
    writeFileSync(folder.at('report.html'), html);
    const args = ['-a', python, program, folder.at('report.html'), folder.at('report.pdf')];
    const env = { ...process.env, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' };
    const { status, stderr } = spawnSync('xvfb-run', args, { env, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    const pdf = await getDocumentProxy(new Uint8Array(readFileSync(folder.at('report.pdf'))));
    const pages = (await extractText(pdf, { mergePages: false })).text.map(plain);
    await pdf.destroy();
    const headings = [...html.matchAll(/<(h[234])[^>]*>(.*?)<\/\1>/g)].map(([, , inner]) =>
      plain(inner!.replaceAll(/<[^>]*>/g, '')),
    );
    assert.isAbove(headings.length, 30);
    for (const heading of headings) {
      assert.isTrue(
        pages.some((page) => page.includes(heading)),
        heading,
      );
      // The first page is the contents, and may end with any of them.
      const alone = pages.findIndex((page, index) => index > 0 && page.endsWith(heading));
      assert.equal(alone, -1, `${heading} is the last of page ${alone + 1}`);
    }
  });
});
