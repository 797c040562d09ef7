/** What each theory question asks, in a sentence or two. */
import { theoryTitles, type TheoryTitle } from './titles.ts';

export interface TheoryText extends TheoryTitle {
  readonly asked: string;
}

const asked: Readonly<Record<TheoryTitle['name'], string>> = {
  T1: 'A fully connected network maps N samples of D features through M hidden neurons with activation g to K outputs with ReLU, followed by a softmax. How many learnable parameters does it have? What would their gradients cost by two-sided finite differences? What is the whole network in matrix form?',
  T2: 'One million samples, five epochs: how often is each parameter updated with SGD, with mini-batches of 128 and with full-batch gradient descent?',
  T3: 'Draw the network of each equation, with every node, edge and activation labelled; repeated sub-expressions share one node.',
  T4: 'For the loss ‖Xw − y‖² / 2N: what are the shapes, the gradient and the minimiser, and what does gradient descent give after one, two and k steps?',
  T5: 'Two inputs, two hidden ReLU neurons and a sigmoid output, trained on one sample: what are the output, the loss and the updated weights, without and with momentum?',
  T6: 'A network with one input predicts a number and a class from the same hidden unit: what are its outputs, and what is the derivative of the joint loss with respect to the shared weight?',
};

export const theoryTexts: readonly TheoryText[] = theoryTitles.map((each) => ({
  ...each,
  asked: asked[each.name],
}));
