/** The implementation questions of the assignment, and where the lab answers each. */

export interface Question {
  readonly name: string;
  readonly title: string;
  /** What is asked, in a sentence. */
  readonly asked: string;
  /** The experiments whose runs the answer rests on; none where looking is enough. */
  readonly presets: readonly string[];
  readonly href: string;
  /** What is found there. */
  readonly answer: string;
}

export interface QuestionGroup {
  readonly title: string;
  readonly questions: readonly Question[];
}

export const questionGroups: readonly QuestionGroup[] = [
  {
    title: 'I1 · FashionMNIST',
    questions: [
      {
        name: 'I1a',
        title: 'A multilayer perceptron',
        asked:
          'Eight hidden layers of sixteen, 784 pixels in, ten classes out; depth and width free.',
        presets: [],
        href: '#/I1c',
        answer: 'drawing, shapes and parameter count',
      },
      {
        name: 'I1b',
        title: 'Four initialisations',
        asked: 'Weights uniform within ±0.01, ±0.1, ±1 and by Xavier; biases zero.',
        presets: [],
        href: '#/I1c',
        answer: 'histograms of weights and activations',
      },
      {
        name: 'I1c',
        title: 'Gradients before training',
        asked: 'How large is the gradient at each layer for one batch of 128?',
        presets: ['I1c'],
        href: '#/I1c',
        answer: 'gradient norm over the layers',
      },
      {
        name: 'I1d',
        title: 'Four trainings',
        asked: 'How well does each initialisation train in five epochs of SGD?',
        presets: ['I1d'],
        href: '#/I1d',
        answer: 'accuracy over the epochs',
      },
      {
        name: 'I1e',
        title: 'What depth and initialisation do',
        asked: 'A paragraph on activations, gradients and convergence.',
        presets: ['I1c', 'I1d'],
        href: '#/I1d',
        answer: 'findings under the figures of I1c and I1d',
      },
      {
        name: 'I1f',
        title: 'Three optimisers',
        asked: 'What does the optimiser change? SGD, RMSProp and Adam at the same rate.',
        presets: ['I1f'],
        href: '#/I1f',
        answer: 'accuracy over the epochs, and findings',
      },
    ],
  },
  {
    title: 'I2 · California housing',
    questions: [
      {
        name: 'I2a',
        title: 'The data, split',
        asked: '20,640 districts, 75 to 25 by PyTorch’s own split at seed 433.',
        presets: [],
        href: '#/data/california-housing',
        answer: 'counts and the first indices of both parts',
      },
      {
        name: 'I2b',
        title: 'The data, looked at and prepared',
        asked: 'What do the features look like, and which preparation do they need?',
        presets: [],
        href: '#/data/california-housing',
        answer: 'table, histograms and map, before and after standardisation',
      },
      {
        name: 'I2c',
        title: 'A network for house prices',
        asked: 'The loss over the batches of 100 epochs; MSE and MAE on the test part.',
        presets: ['I2c'],
        href: '#/I2c',
        answer: 'loss curves, errors in dollars, residuals',
      },
      {
        name: 'I2d',
        title: 'Grid search',
        asked: 'Which learning rate and which batch size are best?',
        presets: ['I2d'],
        href: '#/I2d',
        answer: 'heatmap, curves and table of nine trainings',
      },
    ],
  },
];

/** The experiments behind all questions, each once, in their order. */
export const assignmentPresets: readonly string[] = [
  ...new Set(
    questionGroups.flatMap(({ questions }) => questions.flatMap(({ presets }) => presets)),
  ),
];
