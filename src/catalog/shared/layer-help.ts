/** Explanations of settings that several layers share. */
import type { Help } from '../kinds/help.ts';

export const kernel: Help = {
  text: 'Side of the square window, in pixels. 3 is usual for convolutions, 2 for pooling.',
};

export const stride: Help = {
  text: 'How many pixels the window moves from one place to the next: 2 halves the picture.',
};

export const padding: Help = {
  text: 'Rows and columns added on every side before the window moves. A convolution of kernel 3 with padding 1 keeps the picture’s size.',
};

export const bias: Help = {
  text: 'Whether a number of its own is added to each output. It is not needed before batch norm, which adds one.',
};
