/** Ambiguities and errors in the assignment's text, and how the lab reads each. */

interface Note {
  /** Names of the questions concerned. */
  readonly questions: readonly string[];
  /** For experiments, word for word as in their documents. */
  readonly text: string;
  /** The same as the report says it; absent where it says it so. */
  readonly report?: string;
}

export const notes: readonly Note[] = [
  {
    questions: ['T5'],
    text: 'The figure with the wiring is unavailable. Weights can be numbered by neuron or by input; the answer says which it uses.',
  },
  {
    questions: ['T5'],
    text: '“Current velocity” may or may not include the learning rate; the answer says which it uses.',
  },
  {
    questions: ['T6'],
    text: 'The figure of the network is unavailable. We assume one hidden unit that both outputs share, without biases; the answer says what it computes.',
  },
  {
    questions: ['T6'],
    text: 'The cross-entropy is printed without its usual minus sign; the answer says which form it uses.',
  },
  {
    questions: ['T6'],
    text: 'No targets and no learning rate are given for the derivative in numbers; the values used are this lab’s choice and are stated there.',
    report: 'I use t₁ = t₂ = 1.',
  },
  {
    questions: ['I1c'],
    text: "The task's text speaks of “MNIST digits” inside its FashionMNIST question; the lab uses FashionMNIST.",
    report:
      'The text speaks of “MNIST digits” inside its FashionMNIST question; I use FashionMNIST.',
  },
  {
    questions: ['I1a', 'I1c', 'I1d', 'I1f'],
    text: '“Depth 8” does not say whether the output layer counts; here it is 8 hidden layers and the output layer, 9 linear maps.',
  },
  {
    questions: ['I2c', 'I2d'],
    text: "The task's text says “mean average error”; read here as mean absolute error.",
    report: 'The text says “mean average error”; I read it as mean absolute error.',
  },
  {
    questions: ['I2c'],
    text: "The task leaves the network open; 2 hidden layers of 64 with Adam at 0.001 and batches of 32 are this lab's choice.",
    report:
      'The network is left open; I use 2 hidden layers of 64 units with Adam at 0.001 and batches of 32.',
  },
  {
    questions: ['I2d'],
    text: 'The task ends its list of batch sizes with “…”; the values of an axis can be edited.',
    report: 'The list of batch sizes ends with “…”; I use 16, 32 and 64.',
  },
  {
    questions: ['I2d'],
    text: 'Selecting a cell on the test set is optimistic: 3,096 training districts are held back to select it. The winner is not refitted on all 15,480.',
  },
];

/** An experiment's notes without those above: the student's own. */
export const ownNotes = (all: readonly string[]): string[] =>
  all.filter((text) => notes.every((note) => note.text !== text));
