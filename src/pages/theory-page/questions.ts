/** The theory questions of the assignment; each page is fetched when it is opened. */
import type { TemplateResult } from 'lit';
import type { PlaceContext } from '../places.ts';

/** What the module of a question's page exports. */
export interface TheoryModule {
  readonly render: (context: PlaceContext) => TemplateResult;
}

export interface TheoryQuestion {
  readonly name: string;
  /** As the navigation has it. */
  readonly title: string;
  /** What is asked, in a sentence or two. */
  readonly asked: string;
  readonly load: () => Promise<TheoryModule>;
}

export const theoryQuestions: readonly TheoryQuestion[] = [
  {
    name: 'T1',
    title: 'Parameters and their cost',
    asked:
      'A fully connected net takes N samples of D features through M hidden neurons with activation g to K outputs with ReLU, and a softmax. How many parameters does it learn? What would their gradients cost by two-sided finite differences? What is the whole map in matrix form?',
    load: () => import('./t1/page.ts'),
  },
  {
    name: 'T2',
    title: 'Updates per parameter',
    asked:
      'One million samples, five epochs: how often is each parameter updated with SGD, with mini-batches of 128 and with full-batch gradient descent?',
    load: () => import('./t2/page.ts'),
  },
  {
    name: 'T3',
    title: 'Networks from equations',
    asked:
      'Draw the network of each equation, with every node, edge and activation labelled; what an equation repeats is one node.',
    load: () => import('./t3/page.ts'),
  },
  {
    name: 'T4',
    title: 'Least squares by descent',
    asked:
      'For the loss ‖Xw − y‖² / 2N: what do the shapes mean, what are gradient and minimiser, and what does gradient descent give after one, two and k steps?',
    load: () => import('./t4/page.ts'),
  },
  {
    name: 'T5',
    title: 'One step of backpropagation',
    asked:
      'Two inputs, two hidden ReLU neurons and a sigmoid output, trained on one sample: what are output, loss and the updated weights, without and with momentum?',
    load: () => import('./t5/page.ts'),
  },
  {
    name: 'T6',
    title: 'Two tasks, one hidden unit',
    asked:
      'A net with one input predicts a number and a class from the same hidden unit: what are its outputs, and what is the derivative of the joint loss for the shared weight?',
    load: () => import('./t6/page.ts'),
  },
];

export const theoryQuestion = (name: string): TheoryQuestion | undefined =>
  theoryQuestions.find((question) => question.name.toLowerCase() === name.toLowerCase());
