/**
 * Names of what a store keeps. They are lower-case file names on every system: no two differ by case alone, and
 * none is a device's name on Windows.
 *
 * KEY.json              a finished trial, see trial-artefact.ts
 * KEY.losses            the losses of its steps, see losses-file.ts
 * KEY.safetensors       what it learnt, see ../model/model-file.ts
 * KEY@3.safetensors     a checkpoint after epoch 3, see checkpoint-file.ts
 * KEY@3+20.safetensors  20 steps later
 * KEY@3.search.pin      keeps the checkpoint KEY@3.safetensors for "search"
 */

/** 64 hexadecimal digits, see key.ts. */
export const isKey = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

export const trialName = (key: string): string => `${key}.json`;
export const lossesName = (key: string): string => `${key}.losses`;
export const modelName = (key: string): string => `${key}.safetensors`;

/** Where a trial stands: epochs that are trained and measured, and steps of the next one. */
export interface Place {
  readonly epoch: number;
  readonly step: number;
}

const placeText = ({ epoch, step }: Place): string =>
  step === 0 ? `${epoch}` : `${epoch}+${step}`;

/** What the names of all checkpoints and pins of a trial begin with. */
export const checkpointPrefix = (key: string): string => `${key}@`;

export const checkpointName = (key: string, place: Place): string =>
  `${checkpointPrefix(key)}${placeText(place)}.safetensors`;

/** @param owner lower-case letters, digits and hyphens */
export const pinName = (key: string, place: Place, owner: string): string =>
  `${checkpointPrefix(key)}${placeText(place)}.${owner}.pin`;

/** The key and the place in a checkpoint's or a pin's name; null for other names. */
export function placeOfName(
  name: string,
): (Place & { readonly key: string; readonly pinnedBy: string | null }) | null {
  const found =
    /^([0-9a-f]{64})@(0|[1-9]\d{0,8})(?:\+([1-9]\d{0,11}))?\.(?:safetensors|([a-z0-9-]{1,64})\.pin)$/.exec(
      name,
    );
  if (found === null) return null;
  const [, key = '', epoch, step = '0', pinnedBy = null] = found;
  return { key, epoch: Number(epoch), step: Number(step), pinnedBy };
}

/** The later place is the greater. */
export const byPlace = (a: Place, b: Place): number => a.epoch - b.epoch || a.step - b.step;
