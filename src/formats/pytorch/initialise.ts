/** The method that draws a network's weights again: only what the trials use. */
import { initPython } from '../../catalog/registry/init.python.ts';
import type { InitSettings } from '../../document/schema.ts';

export interface Drawn {
  /** A loop's `layer in …`. */
  readonly all: string;
  /** Which of them have weights to draw, and biases or none; omitted if all have both. */
  readonly only?: string;
}

export function initialisationLines(names: readonly InitSettings['name'][], layers: Drawn): string {
  const drawn = names.flatMap((name) => {
    const python = initPython[name];
    return python === undefined ? [] : [{ name, draw: python.draw }];
  });
  if (drawn.length === 0) {
    const which = layers.only === undefined ? 'nn.Linear has' : 'the modules have';
    return `    def initialise(self, init):
        """PyTorch's default, which ${which} drawn already."""`;
  }
  const keepsDefault = names
    .filter((name) => initPython[name] === undefined)
    .map(
      (name) => `        if init["name"] == "${name}":
            return  # drawn already, when the layers were made
`,
    )
    .join('');
  const branches = drawn.map(({ name, draw }, index) => {
    const word = index === 0 ? 'if' : 'elif';
    return `            ${word} init["name"] == "${name}":
                ${draw}`;
  });
  const body =
    drawn.length === 1 && drawn[0] !== undefined
      ? `            ${drawn[0].draw}`
      : branches.join('\n');
  if (layers.only === undefined) {
    return `    def initialise(self, init):
        """Draws all weights again and sets the biases to zero."""
${keepsDefault}        for ${layers.all}:
${body}
            nn.init.zeros_(layer.bias)`;
  }
  return `    def initialise(self, init):
        """Draws the weights of these layers again and sets their biases to zero."""
${keepsDefault}        for ${layers.all}:
            if not ${layers.only}:
                continue
${body}
            if layer.bias is not None:
                nn.init.zeros_(layer.bias)`;
}
