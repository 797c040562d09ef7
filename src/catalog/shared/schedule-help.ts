/** Explanations of settings that several schedules share. */
import type { Help } from '../kinds/help.ts';

export const gamma: Help = {
  text: String.raw`What the learning rate is multiplied by: $\gamma$. With 0.1, each step makes it a tenth.`,
};

export const minRate: Help = {
  text: 'The rate never falls below this one.',
};
