/**
 * What an untrusted document may ask for. The figures keep one trial inside a browser tab's memory
 * and one experiment inside an afternoon; they are generous for anything the lab is meant to do.
 */
export const limits = {
  /** Hidden layers. */
  depth: 64,
  /** Neurons of a hidden layer. */
  width: 4096,
  /** Learnable parameters of one network; 20 million float32 with Adam's state are 320 MB. */
  parameters: 20_000_000,
  epochs: 10_000,
  /** Samples of a batch; the largest dataset of the lab has 70,000. */
  batchSize: 1_000_000,
  /** Rows that a trial may keep of a dataset's part. */
  samples: 1_000_000,
  /** PyTorch seeds its generator with the low 32 bits only, so larger seeds would be a lie. */
  seed: 2 ** 32 - 1,
  axes: 8,
  /** Values of one axis. */
  values: 1_000,
  /** Trials of one experiment, after its axes are expanded. */
  trials: 2_000,
  /** Features of a table of one's own, categories counted one by one. */
  features: 2_000,
  /** Classes of a table of one's own; engines read a class as one byte. */
  classes: 256,
  /** Rows times features of a table of one's own; 40 million float64 are 320 MB. */
  cells: 40_000_000,
  /** Lines at the beginning of a file that are passed over. */
  skippedLines: 1000,
  /** Words that say that a value is missing, and the characters of one. */
  missingWords: 50,
  missingWord: 40,
  /** Characters of the name of a column or a class. */
  name: 200,
  /** Characters of a document's text fields. */
  text: 10_000,
  title: 200,
  /** Locked paths of one experiment; there are some fifty settings. */
  locks: 100,
  /** Characters of an answer to what an instructor asks. */
  answer: 4_000,
  /** Characters of a student's id. */
  studentId: 200,
  /** Arrays and objects inside each other; the settings of a table in a bundle of results have twelve. */
  nesting: 32,
  /** Characters of a whole document before it is even parsed. */
  document: 1_000_000,
} as const;
