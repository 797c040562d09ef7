/** The program's network, its initialisation and its optimiser: only what the trials use. */
import { activationPython } from '../../catalog/registry/activation.python.ts';
import type { Activation, InitSettings, OptimizerSettings } from '../../experiment/schema.ts';
import { optimizerClass } from './settings.ts';

const initCode: Readonly<Record<Exclude<InitSettings['name'], 'torch-default'>, string>> = {
  uniform: 'nn.init.uniform_(layer.weight, -init["d"], init["d"])',
  normal: 'nn.init.normal_(layer.weight, 0.0, init["std"])',
  'xavier-uniform': 'nn.init.xavier_uniform_(layer.weight, gain=init.get("gain", 1.0))',
  'xavier-normal': 'nn.init.xavier_normal_(layer.weight, gain=init.get("gain", 1.0))',
  'kaiming-uniform': 'nn.init.kaiming_uniform_(layer.weight)',
  'kaiming-normal': 'nn.init.kaiming_normal_(layer.weight)',
};

function initialise(names: readonly InitSettings['name'][]): string {
  const drawn = names.filter((name) => name !== 'torch-default');
  if (drawn.length === 0) {
    return `    def initialise(self, init):
        """PyTorch's default, which nn.Linear has drawn already."""`;
  }
  const keepsDefault = names.includes('torch-default')
    ? `        if init["name"] == "torch-default":
            return  # drawn already, when the layers were made
`
    : '';
  const branches = drawn.map((name, index) => {
    const word = index === 0 ? 'if' : 'elif';
    return `            ${word} init["name"] == "${name}":
                ${initCode[name]}`;
  });
  const body =
    drawn.length === 1 && drawn[0] !== undefined
      ? `            ${initCode[drawn[0]]}`
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
        self.hidden = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))
        self.output = nn.Linear(sizes[-1], outputs)
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
  const table = names.map((name) => `        "${name}": torch.optim.${optimizerClass[name]},`);
  const choice =
    names.length === 1 && only !== undefined
      ? `    return torch.optim.${optimizerClass[only]}(parameters, **arguments)`
      : `    optimizers = {
${table.join('\n')}
    }
    return optimizers[settings["optimizer"]["name"]](parameters, **arguments)`;
  return `def make_optimizer(settings, parameters):
    arguments = {key: value for key, value in settings["optimizer"].items() if key != "name"}
${choice}`;
}
