/** The assignment's two equations, and two more to try. */

export interface EquationPreset {
  readonly name: string;
  readonly text: string;
}

export const equationPresets: readonly EquationPreset[] = [
  {
    name: '(a) two leaky units',
    text: 'y = tanh(w31·LeakyReLU(w11 x1 + w12 x2 + w13 x3 + b1) + w32·LeakyReLU(w21 x1 + w22 x2 + w23 x3 + b2) + b3)',
  },
  {
    name: '(b) a chain with a skip connection',
    text: 'y = σ(w6·σ(w4·ReLU(w2·ReLU(w1 x + b1) + b2) + w5·σ(w3·ReLU(w2·ReLU(w1 x + b1) + b2) + b3) + b4) + b5)',
  },
  {
    name: 'a perceptron',
    text: 'y = σ(w1 x1 + w2 x2 + b)',
  },
  {
    name: 'two outputs, one hidden unit',
    text: 'h = σ(w1 x)\ny1 = w2 h\ny2 = σ(w3 h)',
  },
];
