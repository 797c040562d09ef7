/** What helps with an error, by its code. */
import type { TrialError } from '../document/results.ts';

const advice: Readonly<Record<string, string>> = {
  'dataset-network': 'Check the connection and run again, or train on the stand-in data.',
  'dataset-checksum': 'Nothing was kept. Run again to download it again.',
  'dataset-short': 'Nothing was kept. Run again to download it again.',
  'dataset-format': 'Prepare the datasets again on the server (node data/prepare.mjs).',
  'dataset-missing': 'This server has no copy of it. Train on the stand-in data instead.',
  'table-format': 'Nothing was imported, and the file is unchanged.',
  'table-missing': 'Choose its file in the playground; the lab recognises it by its content.',
  'table-store': 'Delete tables you no longer need, or leave the private window, and try again.',
  'engine-unavailable': 'Choose another engine, or leave it on automatic.',
  'device-lost': 'Finished epochs are kept. Run again, or choose WebAssembly as the engine.',
  'out-of-memory': 'Finished trials are kept. Use fewer workers or a smaller network.',
  'worker-crashed': 'The other trials are not affected. Run this one again.',
  internal: 'The other trials are not affected. Run this one again.',
};

const sentence = (text: string): string => {
  const trimmed = text.trim();
  // A file name keeps its case.
  const isFileName = /^\S+\.\w/.test(trimmed);
  const first = isFileName ? trimmed : trimmed.slice(0, 1).toUpperCase() + trimmed.slice(1);
  return /[.!?…]$/.test(first) ? first : `${first}.`;
};

/** The error's message as a sentence, followed by what to do. */
export function adviceFor({ code, message }: TrialError): string {
  const help = advice[code];
  return help === undefined ? sentence(message) : `${sentence(message)} ${help}`;
}
