/** General terms of the glossary, in alphabetical order. */
import type { Help } from '../../../catalog/kinds/help.ts';

export interface Term extends Help {
  readonly name: string;
}

export const terms: readonly Term[] = [
  {
    name: 'Axis',
    text: 'A setting with several values. The lab trains one trial for each combination of all axes’ values.',
  },
  {
    name: 'Backpropagation',
    text: String.raw`The chain rule, from the loss back to the first layer. It gives the gradient of all weights for about twice the work of a forward pass.`,
    formulas: [
      String.raw`\frac{\partial L}{\partial a_{l-1}} = W_l^\top \left( \frac{\partial L}{\partial a_l} \odot g'(z_l) \right)`,
    ],
  },
  {
    name: 'Baseline',
    text: 'What is reached without learning: guessing a class, or always predicting the mean. A network that is no better has learnt nothing.',
  },
  {
    name: 'Batch',
    text: 'The rows of one step. The gradient is the mean over them.',
  },
  {
    name: 'Checkpoint',
    text: 'A trial under way, saved so that it can go on later with the same bits.',
  },
  {
    name: 'Confusion matrix',
    text: 'How often each true class was predicted as each other. The diagonal is right.',
  },
  {
    name: 'Dead unit',
    text: 'A ReLU unit that is 0 for every row. Its gradient is 0 too, so it stays dead. A large learning rate or initialisation is the usual cause.',
  },
  {
    name: 'Diverged',
    text: 'The loss became infinite or not a number. A smaller learning rate or initialisation may help.',
  },
  {
    name: 'Epoch',
    text: 'One pass over all training rows, in a new order.',
  },
  {
    name: 'Exploding gradient',
    text: 'Gradients grow from layer to layer, because each multiplies them by more than 1. Steps become wild, activations saturate or the loss diverges.',
  },
  {
    name: 'Gradient',
    text: String.raw`For each weight, how fast the loss rises with it: $\nabla_w L$. Training steps the other way.`,
  },
  {
    name: 'Hash',
    text: 'A short number computed from data, which changes when anything in them does. Trials have one of their settings and one of their results.',
  },
  {
    name: 'Learning curve',
    text: 'A metric over the epochs. Training and test curves that part show overfitting.',
  },
  {
    name: 'Overfitting',
    text: 'The network learns the training rows by heart: the training loss falls while the test loss rises. More rows, a smaller network, weight decay or fewer epochs help.',
  },
  {
    name: 'Parameter',
    text: String.raw`A number that is learnt: a weight or a bias. With $D$ inputs, one hidden layer of $M$ and $K$ outputs:`,
    formulas: [String.raw`D M + M + M K + K`],
  },
  {
    name: 'Saturation',
    text: 'A unit of tanh or sigmoid whose input is far from 0, where the function is flat: hardly any gradient passes.',
  },
  {
    name: 'Softmax',
    text: 'Turns outputs into probabilities that add up to 1. It is part of cross-entropy.',
    formulas: [String.raw`p_k = \frac{e^{z_k}}{\sum_j e^{z_j}}`],
  },
  {
    name: 'Standardise',
    text: 'Subtract a column’s mean and divide by its standard deviation, both of the training part, so that columns with large numbers do not dominate.',
    formulas: [String.raw`x' = \frac{x - \bar x}{s}`],
  },
  {
    name: 'Step',
    text: 'One update of all weights, from the gradient of one batch.',
  },
  {
    name: 'Test part',
    text: 'Rows that are never trained on and never selected by. They estimate how well the network does on new data.',
  },
  {
    name: 'Trial',
    text: 'One network trained once, with every setting fixed. An experiment is a trial and the axes to vary.',
  },
  {
    name: 'Validation part',
    text: 'Rows held out of training, to select the best trial by, so that the test part stays untouched.',
  },
  {
    name: 'Vanishing gradient',
    text: String.raw`Gradients shrink from layer to layer, because each multiplies them by less than 1. After $L$ layers with factor $c$ about $c^L$ is left, and the first layers hardly move.`,
  },
];
