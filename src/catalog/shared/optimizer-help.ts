/** Explanations of settings that several optimisers share. */
import type { Help } from '../kinds/help.ts';

export const learningRate: Help = {
  text: String.raw`How far each step goes. Too small: hardly anything changes. Too large: the loss jumps or diverges. Vary it by factors of ten first.`,
  formulas: [String.raw`w \leftarrow w - \eta \, \nabla_w L`],
};

export const momentum: Help = {
  text: String.raw`How much of the last steps is kept: $\mu$. With 0.9, a step is about the sum of the last ten gradients, which smooths noise and speeds up along a valley.`,
  formulas: [String.raw`v \leftarrow \mu v + g, \quad w \leftarrow w - \eta v`],
};

export const weightDecay: Help = {
  text: String.raw`Pulls every weight towards 0 in each step, which keeps the network simple: L2 regularisation with strength $\lambda$.`,
  formulas: [String.raw`g \leftarrow g + \lambda w`],
};

export const decoupledDecay: Help = {
  text: String.raw`Shrinks every weight by the factor $1 - \eta\lambda$ in each step, apart from the gradient. So the decay is not scaled by Adam’s denominators.`,
  formulas: [String.raw`w \leftarrow (1 - \eta \lambda) \, w`],
};

export const epsilon: Help = {
  text: 'A small number that is added to a denominator, so that nothing is divided by 0. Larger values make the step sizes of all weights more alike.',
};

export const beta1: Help = {
  text: String.raw`How slowly the mean of the gradients forgets: $\beta_1 = 0.9$ looks back about ten steps.`,
  formulas: [String.raw`m \leftarrow \beta_1 m + (1 - \beta_1) \, g`],
};

export const beta2: Help = {
  text: String.raw`How slowly the mean of the squared gradients forgets: $\beta_2 = 0.999$ looks back about a thousand steps.`,
  formulas: [String.raw`v \leftarrow \beta_2 v + (1 - \beta_2) \, g^2`],
};

export const amsgrad: Help = {
  text: 'Divides by the largest mean of squared gradients so far instead of the current one, so that step sizes never grow again.',
};
