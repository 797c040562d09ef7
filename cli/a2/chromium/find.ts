/** Finds Chromium on this machine, or Chrome, Edge, Brave or Vivaldi, which print the same way. */
import { access, constants, realpath, stat } from 'node:fs/promises';
import path from 'node:path';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The programs, best first; `why` is the message where there is none. */
export interface Found {
  readonly files: readonly string[];
  readonly why: string;
}

/** Program names to look for in PATH. */
const names = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'microsoft-edge-stable',
  'msedge',
  'brave-browser',
  'brave',
  'vivaldi',
  'vivaldi-stable',
];

/** Below a Windows program folder. */
const windowsPlaces = [
  'Google\\Chrome\\Application\\chrome.exe',
  'Chromium\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
  'BraveSoftware\\Brave-Browser\\Application\\brave.exe',
  'Vivaldi\\Application\\vivaldi.exe',
];

/** macOS applications, whose executable has the application's name. */
const macNames = ['Google Chrome', 'Chromium', 'Microsoft Edge', 'Brave Browser', 'Vivaldi'];

/** Linux locations that are rarely in PATH. */
const linuxPlaces = [
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  '/opt/microsoft/msedge/msedge',
  '/opt/brave.com/brave/brave',
  '/opt/vivaldi/vivaldi',
];

/** Every path to try, each once and in order: PATH, programs of all users, the user's own. */
export function chromiumPlaces(env: Environment, platform: NodeJS.Platform): string[] {
  const windows = platform === 'win32';
  const paths = windows ? path.win32 : path.posix;
  // Windows ignores the case of variable names, and often has "Path".
  const value = (name: string): string => {
    const key = windows
      ? Object.keys(env).find((each) => each.toLowerCase() === name.toLowerCase())
      : name;
    return (key === undefined ? undefined : env[key]) ?? '';
  };
  const folders = value('PATH')
    .split(paths.delimiter)
    // Windows allows quotes around a folder in PATH.
    .map((folder) => (windows ? folder.replaceAll('"', '') : folder))
    .filter((folder) => folder !== '');
  const ending = windows ? '.exe' : '';
  const ofPath = folders.flatMap((folder) =>
    names.map((name) => paths.join(folder, `${name}${ending}`)),
  );
  return [...new Set([...ofPath, ...others(platform, value)])];
}

function others(platform: NodeJS.Platform, value: (name: string) => string): string[] {
  if (platform === 'win32') {
    const roots = [
      // 64-bit and 32-bit program folders, whichever of them this Node calls ProgramFiles.
      value('ProgramW6432') || 'C:\\Program Files',
      value('ProgramFiles') || 'C:\\Program Files',
      value('ProgramFiles(x86)') || 'C:\\Program Files (x86)',
      // Installed by one user, without administrator rights.
      value('LOCALAPPDATA') ||
        (value('USERPROFILE') && path.win32.join(value('USERPROFILE'), 'AppData', 'Local')),
    ].filter((root) => root !== '');
    return windowsPlaces.flatMap((place) => roots.map((root) => path.win32.join(root, place)));
  }
  if (platform === 'darwin') {
    const home = value('HOME');
    const roots = [
      '/Applications',
      ...(home === '' ? [] : [path.posix.join(home, 'Applications')]),
    ];
    return macNames.flatMap((name) =>
      roots.map((root) => path.posix.join(root, `${name}.app`, 'Contents', 'MacOS', name)),
    );
  }
  return linuxPlaces;
}

/** Where `CHROME_PATH` is set, only that program is used. */
export async function findChromium(env: Environment = process.env): Promise<Found> {
  const given = env.CHROME_PATH ?? '';
  if (given !== '') {
    const why = `CHROME_PATH names ${given}, which is not an executable program`;
    return { files: (await isProgram(given)) ? [given] : [], why };
  }
  // By real path: a folder in PATH may be another name of an earlier one.
  const found = new Map<string, string>();
  for (const file of chromiumPlaces(env, process.platform)) {
    if (!(await isProgram(file))) continue;
    const real = await realpath(file);
    if (!found.has(real)) found.set(real, file);
  }
  const files = [...found.values()];
  return { files, why: 'no Chromium, Chrome, Edge, Brave or Vivaldi was found on this machine' };
}

async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}
