/** The program's network, its initialisation and its optimiser: only what the trials use. */
import { defaultMembers } from '../../catalog/defaults.ts';
import { partOf } from '../../catalog/kinds/members.ts';
import { activationPython } from '../../catalog/registry/activation.python.ts';
import { initPython } from '../../catalog/registry/init.python.ts';
import { layerPython } from '../../catalog/registry/layer.python.ts';
import { optimizerPython } from '../../catalog/registry/optimizer.python.ts';
import type { Activation, InitSettings, OptimizerSettings } from '../../document/schema.ts';

function initialise(names: readonly InitSettings['name'][]): string {
  const drawn = names.flatMap((name) => {
    const python = initPython[name];
    return python === undefined ? [] : [{ name, draw: python.draw }];
  });
  if (drawn.length === 0) {
    return `    def initialise(self, init):
        """PyTorch's default, which nn.Linear has drawn already."""`;
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
  return `    def initialise(self, init):
        """Draws all weights again and sets the biases to zero."""
${keepsDefault}        for layer in [*self.hidden, self.output]:
${body}
            nn.init.zeros_(layer.bias)`;
}

export function modelPart(
  activations: readonly Activation[],
  inits: readonly InitSettings['name'][],
): string {
  const { module } = partOf(layerPython, defaultMembers.layer);
  const table = activations
    .map((name) => `    "${name}": ${activationPython[name].callable},`)
    .join('\n');
  return `ACTIVATIONS = {
${table}
}


class MLP(nn.Module):
    """\`depth\` hidden layers of \`width\` neurons each, and a linear output layer."""

    def __init__(self, inputs, depth, width, outputs, activation):
        super().__init__()
        sizes = [inputs] + [width] * depth
        self.hidden = nn.ModuleList(${module('a', 'b')} for a, b in zip(sizes, sizes[1:]))
        self.output = ${module('sizes[-1]', 'outputs')}
        self.activation = ACTIVATIONS[activation]

${initialise(inits)}

    def forward(self, x, outputs=None):
        """[batch, inputs] -> [batch, outputs]; the hidden layers' outputs go into the list."""
        for layer in self.hidden:
            x = self.activation(layer(x))
            if outputs is not None:
                x.retain_grad()
                outputs.append(x)
        return self.output(x)`;
}

export function optimizerPart(names: readonly OptimizerSettings['name'][]): string {
  const [only] = names;
  const table = names.map(
    (name) => `        "${name}": torch.optim.${optimizerPython[name].className},`,
  );
  const choice =
    names.length === 1 && only !== undefined
      ? `    return torch.optim.${optimizerPython[only].className}(parameters, **arguments)`
      : `    optimizers = {
${table.join('\n')}
    }
    return optimizers[settings["optimizer"]["name"]](parameters, **arguments)`;
  return `def make_optimizer(settings, parameters):
    arguments = {key: value for key, value in settings["optimizer"].items() if key != "name"}
${choice}`;
}
