/** The implementation questions of the assignment, and the page that answers each. */

export interface Question {
  readonly name: string;
  readonly title: string;
  /** The question, in a sentence. */
  readonly asked: string;
  /** The experiments whose runs the answer needs; [] if it needs no training. */
  readonly presets: readonly string[];
  readonly href: string;
  /** What that page shows. */
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
          'Eight hidden layers of sixteen units, 784 input pixels, ten output classes; depth and width are free.',
        presets: [],
        href: '#/I1c',
        answer: 'drawing, shapes and parameter count',
      },
      {
        name: 'I1b',
        title: 'Four initialisations',
        asked: 'Weights uniform within ±0.01, ±0.1, ±1 or Xavier’s bound; biases zero.',
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
        answer: 'gradient norm by layer',
      },
      {
        name: 'I1d',
        title: 'Training from four initialisations',
        asked: 'How well does each initialisation train in five epochs of SGD?',
        presets: ['I1d'],
        href: '#/I1d',
        answer: 'accuracy by epoch',
      },
      {
        name: 'I1e',
        title: 'Effects of depth and initialisation',
        asked: 'A paragraph on activations, gradients and convergence.',
        presets: ['I1c', 'I1d'],
        href: '#/I1d',
        answer: 'findings below the figures of I1c and I1d',
      },
      {
        name: 'I1f',
        title: 'Three optimisers',
        asked: 'What does the optimiser change? SGD, RMSProp and Adam at the same learning rate.',
        presets: ['I1f'],
        href: '#/I1f',
        answer: 'accuracy by epoch, and findings',
      },
    ],
  },
  {
    title: 'I2 · California housing',
    questions: [
      {
        name: 'I2a',
        title: 'Splitting the data',
        asked: '20,640 districts, split 75 to 25 by PyTorch’s random_split with seed 433.',
        presets: [],
        href: '#/data/california-housing',
        answer: 'counts and the first indices of both parts',
      },
      {
        name: 'I2b',
        title: 'Exploring and preparing the data',
        asked: 'How are the features distributed, and which preprocessing do they need?',
        presets: [],
        href: '#/data/california-housing',
        answer: 'table, histograms and map, before and after standardisation',
      },
      {
        name: 'I2c',
        title: 'A network for house prices',
        asked: 'The loss of every batch over 100 epochs; MSE and MAE on the test part.',
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
        answer: 'heatmap, curves and table of nine trials',
      },
    ],
  },
];

/** The experiments of all questions, each once, in order. */
export const assignmentPresets: readonly string[] = [
  ...new Set(
    questionGroups.flatMap(({ questions }) => questions.flatMap(({ presets }) => presets)),
  ),
];
