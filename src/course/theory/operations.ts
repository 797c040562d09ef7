/**
 * Closed forms for the parameters of a network with one hidden layer, and for the cost of its gradients.
 *
 * Counted: additions (including subtractions) and multiplications (including divisions). Not counted:
 * activations, softmax and the loss after it, comparisons, copies, and 2h and 1/N, which are computed
 * once. A neuron with n inputs costs n multiplications and n additions: n − 1 for the sum, one for the
 * bias.
 */

/** N samples of D features, M hidden neurons, K outputs; all at least 1. */
export interface NetSize {
  readonly samples: number;
  readonly features: number;
  readonly hidden: number;
  readonly outputs: number;
}

export interface Operations {
  readonly multiplications: number;
  readonly additions: number;
}

export interface LayerCount {
  readonly layer: 'hidden' | 'output';
  readonly weights: number;
  readonly biases: number;
}

export const total = ({ multiplications, additions }: Operations): number =>
  multiplications + additions;

const sum = (...parts: readonly Operations[]): Operations => ({
  multiplications: parts.reduce((all, part) => all + part.multiplications, 0),
  additions: parts.reduce((all, part) => all + part.additions, 0),
});

const times = (factor: number, { multiplications, additions }: Operations): Operations => ({
  multiplications: factor * multiplications,
  additions: factor * additions,
});

/** Weights and biases of both layers: D·M + M and M·K + K. */
export const parametersByLayer = ({ features, hidden, outputs }: NetSize): LayerCount[] => [
  { layer: 'hidden', weights: features * hidden, biases: hidden },
  { layer: 'output', weights: hidden * outputs, biases: outputs },
];

/** P = D·M + M + M·K + K. */
export const parameterTotal = (size: NetSize): number =>
  parametersByLayer(size).reduce((all, { weights, biases }) => all + weights + biases, 0);

/** One forward pass over all samples: N·(D·M + M·K) of each kind. */
export function forwardOperations({ samples, features, hidden, outputs }: NetSize): Operations {
  const products = samples * (features * hidden + hidden * outputs);
  return { multiplications: products, additions: products };
}

/**
 * The formula itself, for one parameter: θ + h, θ − h and the difference of the losses are three
 * additions, the division by 2h is a multiplication.
 */
export const formulaOperations: Operations = { multiplications: 1, additions: 3 };

/** All derivatives by (L(θ+h) − L(θ−h)) / 2h: P·(2·forward + formula). */
export const finiteDifferenceOperations = (size: NetSize): Operations =>
  times(parameterTotal(size), sum(times(2, forwardOperations(size)), formulaOperations));

/**
 * The backward pass alone, from ∂L/∂(ReLU's output), which the softmax and the loss give: the derivative of
 * ReLU on N·K values; M·K and D·M weights, each a sum of N products; K and M biases, each a sum of N;
 * N·M sums of K products for the hidden layer, each times g′.
 */
export function backwardOperations({ samples, features, hidden, outputs }: NetSize): Operations {
  const relu = { multiplications: samples * outputs, additions: 0 };
  const weights = hidden * outputs + features * hidden;
  const weightSums = { multiplications: weights * samples, additions: weights * (samples - 1) };
  const biasSums = { multiplications: 0, additions: (outputs + hidden) * (samples - 1) };
  const hiddenDelta = {
    multiplications: samples * hidden * (outputs + 1),
    additions: samples * hidden * (outputs - 1),
  };
  return sum(relu, weightSums, biasSums, hiddenDelta);
}

/** All derivatives by one forward and one backward pass. */
export const backpropagationOperations = (size: NetSize): Operations =>
  sum(forwardOperations(size), backwardOperations(size));
