/** What the theory questions ask, in a sentence or two. */

export interface TheoryText {
  readonly name: 'T1' | 'T2' | 'T3' | 'T4' | 'T5' | 'T6';
  /** As the navigation has it. */
  readonly title: string;
  readonly asked: string;
}

export const theoryTexts: readonly TheoryText[] = [
  {
    name: 'T1',
    title: 'Parameters and their cost',
    asked:
      'A fully connected net takes N samples of D features through M hidden neurons with activation g to K outputs with ReLU, and a softmax. How many parameters does it learn? What would their gradients cost by two-sided finite differences? What is the whole map in matrix form?',
  },
  {
    name: 'T2',
    title: 'Updates per parameter',
    asked:
      'One million samples, five epochs: how often is each parameter updated with SGD, with mini-batches of 128 and with full-batch gradient descent?',
  },
  {
    name: 'T3',
    title: 'Networks from equations',
    asked:
      'Draw the network of each equation, with every node, edge and activation labelled; what an equation repeats is one node.',
  },
  {
    name: 'T4',
    title: 'Least squares by descent',
    asked:
      'For the loss ‖Xw − y‖² / 2N: what do the shapes mean, what are gradient and minimiser, and what does gradient descent give after one, two and k steps?',
  },
  {
    name: 'T5',
    title: 'One step of backpropagation',
    asked:
      'Two inputs, two hidden ReLU neurons and a sigmoid output, trained on one sample: what are output, loss and the updated weights, without and with momentum?',
  },
  {
    name: 'T6',
    title: 'Two tasks, one hidden unit',
    asked:
      'A net with one input predicts a number and a class from the same hidden unit: what are its outputs, and what is the derivative of the joint loss for the shared weight?',
  },
];
