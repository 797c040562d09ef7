/** Explanations of settings that no member owns, by their path; `machine.` is the machine's. */
import type { Help } from '../../../catalog/kinds/help.ts';

export const settingHelp: Readonly<Record<string, Help>> = {
  'dataset.name': {
    text: 'What the network learns from. Real data are checked by their hash; a stand-in is generated and says so in every figure.',
  },
  'dataset.noise': {
    text: String.raw`The standard deviation $\sigma$ of the noise added to both coordinates of generated points. With more of it the classes overlap, and no network can be right everywhere.`,
    formulas: [
      String.raw`\varepsilon_x, \varepsilon_y \text{ of mean } 0 \text{ and deviation } \sigma`,
    ],
  },
  'dataset.trainSize': {
    text: 'Use only this many first rows of the training part. Empty: all. Fewer rows train faster and overfit sooner.',
  },
  'dataset.testSize': {
    text: 'Use only this many first rows of the test part. Empty: all. With fewer rows, test figures vary more by chance.',
    formulas: [String.raw`\text{standard error of a share } p: \quad \sqrt{\frac{p (1 - p)}{N}}`],
  },
  'dataset.validation': {
    text: 'Rows held out from the end of the training part, to choose the best trial by. Selecting on the test set is optimistic: among many trials, some are best by luck.',
  },
  'dataset.table.missing': {
    text: 'What happens to rows with an empty cell: they are left out, or the cell gets the mean of its column in the training part.',
  },
  'dataset.table.testFraction': {
    text: 'The share of rows that are never trained on and measure how well the network does on new ones.',
  },
  model: {
    text: 'The layers in the order in which a row passes through them, as in PyTorch’s nn.Sequential. The linear map to the outputs follows them.',
  },
  'model.depth': {
    text: String.raw`How many hidden layers there are; the output layer is not counted. With depth $L$ there are $L + 1$ linear maps. What shrinks or grows in one layer does so in each of them.`,
    formulas: [
      String.raw`a_l = g(W_l \, a_{l-1} + b_l), \quad l = 1 \dots L`,
      String.raw`z = W_{L+1} \, a_L + b_{L+1}`,
    ],
  },
  'model.width': {
    text: String.raw`Units in each hidden layer, $M$. Twice as many take about four times the work between hidden layers.`,
    formulas: [
      String.raw`\text{parameters of a layer} = n_\text{in} \cdot n_\text{out} + n_\text{out}`,
    ],
  },
  'model.activation': {
    text: 'The function after each hidden layer. Without one, a deep network would be a single linear map.',
    formulas: [String.raw`a = g(z)`],
  },
  init: {
    text: 'The weights before training. They decide whether signals and gradients shrink, grow or keep their size through the layers, and so whether a deep network can learn.',
  },
  'optimizer.name': {
    text: 'How weights follow from gradients. All of them step downhill; they differ in the size of each weight’s step and in what they remember.',
  },
  'clip.norm': {
    text: String.raw`If the gradients of all weights together are longer than this, $c$, they are shortened to it: a single bad batch then cannot throw the network far.`,
    formulas: [
      String.raw`g \leftarrow g \cdot \min\left(1, \frac{c}{\lVert g \rVert + 10^{-6}}\right)`,
    ],
  },
  'clip.value': {
    text: 'Each gradient is cut to at most this, up or down. It changes the direction of a step, where the norm’s limit does not.',
  },
  'loss.name': {
    text: 'What training makes small. The figures of the parts stay cross-entropy and accuracy, or MSE and MAE, so that trials with different losses can be compared.',
  },
  'schedule.name': {
    text: 'How the learning rate changes from epoch to epoch. Large steps find the valley, small ones settle in it, so most schedules lower the rate.',
  },
  'schedule.warmup.epochs': {
    text: 'Epochs in which the learning rate climbs to the optimiser’s own, before the schedule begins. Large first steps can ruin a network that has learnt nothing yet. Empty: none.',
  },
  'schedule.warmup.factor': {
    text: 'The share of the learning rate that the warm-up begins with.',
  },
  batchSize: {
    text: String.raw`Rows per step, $B$. Small batches: more steps per epoch with noisier gradients. Large ones: fewer, smoother steps.`,
    formulas: [String.raw`\text{steps per epoch} = \left\lceil \frac{N}{B} \right\rceil`],
  },
  epochs: {
    text: 'How often every training row is seen. 0 trains nothing, which is enough to look at gradients before training.',
  },
  seed: {
    text: 'Where the random numbers start: the split of the data, the initial weights and the order of the batches. The same seed gives the same bits, here and (on x86 processors with AVX2) in PyTorch. Vary it to see how much is luck.',
  },
  'measure.batchLosses': {
    text: 'Records the loss of every batch before its step: a noisy curve that shows what happens within an epoch.',
  },
  'measure.gradientNorms': {
    text: String.raw`The size of the gradient at the output $a_l$ of every hidden layer, for the first batch before any training. Where it is tiny, the layers before it learn nothing.`,
    formulas: [String.raw`\left\lVert \frac{\partial L}{\partial a_l} \right\rVert`],
  },
  'measure.metrics': {
    text: 'More metrics, measured on all parts after every epoch. They change no weight.',
  },
  'machine.engine': {
    text: 'What computes. Automatic takes the lab’s own engine where the browser can run it. Results name the engine.',
  },
  'machine.workers': {
    text: 'How many trials train at the same time, each on a thread of its own. Empty: as many as this machine has cores for.',
  },
  'machine.deterministic': {
    text: 'Fused multiply-add rounds once where two operations round twice: faster on some processors, with other last digits. Without it, every machine computes the same bits, and results can be verified.',
  },
};
