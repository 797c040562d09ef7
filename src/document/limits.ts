/**
 * What an untrusted document may ask for. The figures keep one trial inside a browser tab's memory
 * and one experiment inside an afternoon; they are generous for anything the lab is meant to do.
 */
export const limits = {
  /** Hidden layers. */
  depth: 64,
  /** Layers of a network in a list, those inside others among them. */
  layers: 256,
  /** Lists of layers inside one another. */
  layerNesting: 6,
  /** Neurons of a hidden layer. */
  width: 4096,
  /** Learnable parameters of one network; 20 million float32 with Adam's state are 320 MB. */
  parameters: 20_000_000,
  /** Values of all outputs of a list's layers for one batch; 100 million float32 are 400 MB, their gradients as much. */
  batchValues: 100_000_000,
  epochs: 10_000,
  /** Samples of a batch; the largest dataset of the lab has 70,000. */
  batchSize: 1_000_000,
  /** Rows that a trial may keep of a dataset's part. */
  samples: 1_000_000,
  /** Deviation of the noise of generated points, which lie within 2 of the origin. */
  noise: 1,
  /** PyTorch seeds its generator with the low 32 bits only, so larger seeds would mean the same as smaller ones. */
  seed: 2 ** 32 - 1,
  axes: 8,
  /** Values of one axis. */
  values: 1_000,
  /** Trials of one experiment, after its axes are expanded. */
  trials: 2_000,
  /** Features of a user's table; each value of a category counts. */
  features: 2_000,
  /** Classes of a user's table; engines read a class as one byte. */
  classes: 256,
  /** Rows times features of a user's table; 40 million float64 are 320 MB. */
  cells: 40_000_000,
  /** Lines skipped at the beginning of a file. */
  skippedLines: 1000,
  /** Words that mark a missing value, and characters per word. */
  missingWords: 50,
  missingWord: 40,
  /** Characters of the name of a column or a class. */
  name: 200,
  /** Characters of a document's text fields. */
  text: 10_000,
  title: 200,
  /** Locked paths of one experiment; there are some fifty settings. */
  locks: 100,
  /** Characters of an answer to an instructor's question. */
  answer: 4_000,
  /** Characters of a student's id. */
  studentId: 200,
  /** Levels of nested arrays and objects; a table's settings in a results bundle have twelve. */
  nesting: 32,
  /** Characters of a whole document, checked before parsing. */
  document: 1_000_000,
} as const;
