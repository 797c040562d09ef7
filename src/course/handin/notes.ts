/** Ambiguities and errors in the assignment's text, and how the lab reads each. */

interface Note {
  /** Names of the questions concerned. */
  readonly questions: readonly string[];
  /** For experiments, word for word as in their documents. */
  readonly text: string;
}

export const notes: readonly Note[] = [
  {
    questions: ['T5'],
    text: 'The figure with the wiring is unavailable. Weights can be numbered by neuron or by input; both are worked.',
  },
  {
    questions: ['T5'],
    text: '“Current velocity” may or may not include the learning rate; w₅ is worked in both conventions.',
  },
  {
    questions: ['T6'],
    text: 'The figure of the network is unavailable. We assume one hidden unit that both outputs share, without biases.',
  },
  {
    questions: ['T6'],
    text: 'The cross-entropy is printed without its usual minus sign; the loss is worked as printed and as corrected.',
  },
  {
    questions: ['T6'],
    text: 'No targets and no learning rate are given for the derivative in numbers; the values used are this lab’s choice and are stated there.',
  },
  {
    questions: ['I1c'],
    text: "The task's text speaks of “MNIST digits” inside its FashionMNIST question; the lab uses FashionMNIST.",
  },
  {
    questions: ['I1a', 'I1c', 'I1d', 'I1f'],
    text: '“Depth 8” does not say whether the output layer counts; here it is 8 hidden layers and the output layer, 9 linear maps.',
  },
  {
    questions: ['I2c', 'I2d'],
    text: "The task's text says “mean average error”; read here as mean absolute error.",
  },
  {
    questions: ['I2c'],
    text: "The task leaves the network open; 2 hidden layers of 64 with Adam at 0.001 and batches of 32 are this lab's choice.",
  },
  {
    questions: ['I2d'],
    text: 'The task ends its list of batch sizes with “…”; the values of an axis can be edited.',
  },
  {
    questions: ['I2d'],
    text: 'Choosing a cell by its test error flatters it: the test part has then taken part in the choice.',
  },
];

/** An experiment's notes without those above: the student's own. */
export const ownNotes = (all: readonly string[]): string[] =>
  all.filter((text) => notes.every((note) => note.text !== text));
