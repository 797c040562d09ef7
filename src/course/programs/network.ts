/** The network as a class, the function that makes it, and its initialisation. */
import { defaultMembers } from '../../catalog/defaults.ts';
import { partOf } from '../../catalog/kinds/members.ts';
import { initPython } from '../../catalog/registry/init.python.ts';
import { layerPython } from '../../catalog/registry/layer.python.ts';
import { shapeOf } from '../../document/parameters.ts';
import { pythonLiteral } from '../../formats/pytorch/python.ts';
import { initArguments, type Setup } from './setup.ts';
import type { Part } from './types.ts';

/** @param keeps whether the network keeps its hidden layers' outputs, to look at them */
export function networkPart(setup: Setup, keeps: boolean): Part {
  const { module } = partOf(layerPython, defaultMembers.layer);
  const { inputs, outputs } = shapeOf(setup.first.dataset);
  const varied = (['depth', 'width', 'activation'] as const).filter((key) => setup.varies(key));
  const own = setup.varies('activation');
  const apply = own ? 'self.activation' : setup.at('activation');
  const parameters = varied.join(', ');
  const more = own ? ', activation' : '';
  const [depth, width] = (['depth', 'width'] as const).map((key) =>
    setup.varies(key) ? key : key.toUpperCase(),
  );
  return {
    name: 'network',
    essential: true,
    code: `class MyNet(nn.Module):
    """A multilayer perceptron: \`depth\` hidden layers of \`width\` units, and a linear output layer."""

    def __init__(self, inputs, depth, width, outputs${more}):
        super().__init__()
        sizes = [inputs] + [width] * depth
        self.hidden = nn.ModuleList(${module('a', 'b')} for a, b in zip(sizes, sizes[1:]))
        self.output = ${module('sizes[-1]', 'outputs')}${own ? '\n        self.activation = activation' : ''}

    def forward(self, x):
        """[batch, ${inputs}] -> [batch, ${outputs}]${keeps ? '; keeps the output of every hidden layer' : ''}"""${
          keeps
            ? `
        self.activations = []
        for layer in self.hidden:
            x = ${apply}(layer(x))
            self.activations.append(x)`
            : `
        for layer in self.hidden:
            x = ${apply}(layer(x))`
        }
        return self.output(x)


def my_nn_model(${parameters}):
    return MyNet(${inputs}, ${depth}, ${width}, ${outputs}${more})`,
  };
}

/** A draw with the settings of one initialisation in place of the dictionary's. */
function literalDraw(draw: string, init: Readonly<Record<string, unknown>>): string {
  return draw
    .replaceAll(/init\.get\("(\w+)", ([^)]*)\)/g, (_, key: string, preset: string) =>
      key in init ? float(init[key]) : preset,
    )
    .replaceAll(/init\["(\w+)"\]/g, (_, key: string) => float(init[key]));
}

const float = (value: unknown): string => {
  const text = pythonLiteral(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
};

/** Null where all networks keep what PyTorch's nn.Linear draws. */
export function initPart(setup: Setup): Part | null {
  const drawn = setup.inits.flatMap((name) => {
    const python = initPython[name];
    return python === undefined ? [] : [{ name, draw: python.draw }];
  });
  const [only] = drawn;
  if (only === undefined) return null;
  const layers = 'for layer in [*net.hidden, net.output]:';
  if (!setup.varies('init')) {
    return {
      name: 'initialisation',
      essential: true,
      code: `def init_weights(net):
    """Initialise all weights again, and set the biases to zero."""
    ${layers}
        ${literalDraw(only.draw, initArguments(setup.first.init))}
        nn.init.zeros_(layer.bias)`,
    };
  }
  const gains = setup.plans.some(({ trial }) => 'gain' in initArguments(trial.init));
  const draws = drawn.map(({ name, draw }) => ({
    name,
    draw: gains ? draw : draw.replace(/, gain=init\.get\([^)]*\)/, ''),
  }));
  const keeps = setup.inits.filter((name) => initPython[name] === undefined);
  const branches = draws.map(
    ({ name, draw }, at) => `        ${at === 0 ? 'if' : 'elif'} init["name"] == "${name}":
            ${draw}`,
  );
  return {
    name: 'initialisation',
    essential: true,
    code: `def init_weights(net, init):
    """Initialise all weights again, and set the biases to zero."""
${keeps.map((name) => `    if init["name"] == "${name}":\n        return  # nn.Linear has drawn them already\n`).join('')}    ${layers}
${branches.join('\n')}
        nn.init.zeros_(layer.bias)`,
  };
}

/** Statements inside a function: the seeded network, initialised. */
export function startLines(setup: Setup): string {
  const varied = (['depth', 'width', 'activation'] as const)
    .filter((key) => setup.varies(key))
    .map((key) => setup.at(key));
  const draws = setup.inits.some((name) => initPython[name] !== undefined);
  const init = setup.varies('init')
    ? `init_weights(net, ${setup.at('init')})`
    : 'init_weights(net)';
  return `    torch.manual_seed(${setup.at('seed')})
    net = my_nn_model(${varied.join(', ')})${draws ? `\n    ${init}` : "  # with PyTorch's default initialisation"}`;
}
