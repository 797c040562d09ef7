/** Where this machine's Chromium is, or Chrome, or Edge, which are one for printing. */
import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';

const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
];

const places = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

export type Found = { readonly file: string } | { readonly file: null; readonly why: string };

type Environment = Readonly<Record<string, string | undefined>>;

/** `CHROME_PATH` alone counts where it is set: whoever names a program wants no other. */
export async function findChromium(env: Environment = process.env): Promise<Found> {
  const given = env.CHROME_PATH ?? '';
  if (given !== '') {
    if (await isProgram(given)) return { file: given };
    return { file: null, why: `CHROME_PATH names ${given}, which is no program that can be run` };
  }
  const folders = (env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  const ending = process.platform === 'win32' ? '.exe' : '';
  const candidates = [
    ...folders.flatMap((folder) => names.map((name) => path.join(folder, `${name}${ending}`))),
    ...places,
  ];
  for (const file of candidates) if (await isProgram(file)) return { file };
  return { file: null, why: 'no Chromium, Chrome or Edge was found on this machine' };
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
