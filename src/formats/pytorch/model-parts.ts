/** The program's network, its initialisation and its optimiser: only what the trials use. */
import { defaultMembers } from '../../catalog/defaults.ts';
import { partOf } from '../../catalog/kinds/members.ts';
import { activationPython } from '../../catalog/registry/activation.python.ts';
import { layerPython } from '../../catalog/registry/layer.python.ts';
import { optimizerPython } from '../../catalog/registry/optimizer.python.ts';
import type { Activation, InitSettings, OptimizerSettings } from '../../document/schema.ts';
import { initialisationLines } from './initialise.ts';

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

${initialisationLines(inits, { all: 'layer in [*self.hidden, self.output]' })}

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
