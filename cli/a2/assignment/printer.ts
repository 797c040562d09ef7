/** Prints the report with the first browser on this machine that can, or explains how to print it by hand. */
import { Browser, type Paper } from '../chromium/browser.ts';
import { destinationPages } from '../chromium/destinations.ts';
import { findChromium, type Found } from '../chromium/find.ts';
import { withPageNumbers } from '../../../src/course/handin/contents.ts';
import { messageOf } from '../problem.ts';

export interface Printed {
  /** Null where no browser printed it. */
  readonly pdf: Uint8Array | null;
  /** Renders PNGs until it is closed; null where none started. */
  readonly browser: Browser | null;
  /** What is missing, and how to get it; '' where nothing is. */
  readonly missing: string;
  /** Other messages, a sentence each. */
  readonly notes: readonly string[];
}

/** How to print the HTML by hand on this platform. */
export function byHand(platform: NodeJS.Platform = process.platform): string {
  const how =
    platform === 'darwin'
      ? 'open it in Safari and choose File → Print, then PDF → Save as PDF (File → Export as PDF would make one long page)'
      : 'open it in a browser, print it (Ctrl+P), and choose “Save as PDF” as the printer';
  return `The report was written as HTML: ${how}.`;
}

const remedy =
  'Or install Chromium or Chrome, or set CHROME_PATH to its program, and run this command again.';

/**
 * Prints twice: the page numbers of the contents are known only after the first time. They have a fixed room, so that
 * nothing moves in between.
 */
async function printed(browser: Browser, html: string, paper: Paper): Promise<Uint8Array> {
  const first = await browser.print(html, paper);
  const numbered = withPageNumbers(html, destinationPages(first));
  return numbered === html ? first : browser.print(numbered, paper);
}

/** Tries each browser in turn. Throws the abort's reason. */
export async function printReport(
  html: string,
  paper: Paper,
  signal: AbortSignal,
  found?: Found,
): Promise<Printed> {
  const { files, why } = found ?? (await findChromium());
  const failures: string[] = [];
  const notes: string[] = [];
  const close = async (browser: Browser | null) => {
    const left = (await browser?.close()) ?? null;
    if (left !== null) notes.push(left);
  };
  /** A browser that does not print may still render PNGs. */
  let draws: Browser | null = null;
  try {
    for (const file of files) {
      let browser: Browser;
      try {
        browser = await Browser.open(file, signal);
      } catch (error) {
        signal.throwIfAborted();
        failures.push(`${file} did not start (${messageOf(error)})`);
        continue;
      }
      await close(draws);
      draws = browser;
      try {
        return { pdf: await printed(browser, html, paper), browser, missing: '', notes };
      } catch (error) {
        signal.throwIfAborted();
        failures.push(`${file} did not print (${messageOf(error)})`);
      }
    }
  } catch (error) {
    await draws?.close();
    throw error;
  }
  const what = draws === null ? 'No PDF and no PNGs' : 'No PDF';
  const because = failures.length === 0 ? why : failures.join(', ');
  return {
    pdf: null,
    browser: draws,
    missing: `${what}, because ${because}. ${byHand()} ${remedy}`,
    notes,
  };
}
