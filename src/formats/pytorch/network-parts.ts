/** Networks as lists of layers in Python: modules in an nn.Sequential, as a teacher would write them. */
import type { ActivationPython } from '../../catalog/kinds/activation.ts';
import type { LayerTorch, Shape } from '../../catalog/kinds/layer.ts';
import type { Path } from '../../catalog/kinds/network.ts';
import {
  isLayer,
  parametersOf,
  type LayerElement,
  type NetworkPlan,
  type PlannedOp,
} from '../../catalog/lookup/network.ts';
import { activationPython } from '../../catalog/registry/activation.python.ts';
import { layerTorch } from '../../catalog/registry/layer.torch.ts';
import { layerTorchBlock } from '../../catalog/registry/layer.torch-block.ts';
import type { LayerName } from '../../catalog/registry/layer.meta.ts';
import { count } from '../../base/numbers.ts';
import { canonicalJson } from '../../document/hash.ts';
import { isList, layersOf } from '../../document/network-form.ts';
import { planOf } from '../../document/parameters.ts';
import type { InitSettings, Trial } from '../../document/schema.ts';
import { initialisationLines } from './initialise.ts';

/** One network of a program. */
export interface ListedNetwork {
  /** Of the function that makes it. */
  readonly name: string;
  readonly layers: readonly LayerElement[];
  readonly plan: NetworkPlan;
}

type Settings = Readonly<Record<string, unknown>>;

const keyOf = ({ model }: Pick<Trial, 'model'>): string => canonicalJson(layersOf(model));

/** Whether a program makes its networks from lists: if any is one. The others are then written as lists, too. */
export const usesLists = (trials: readonly Pick<Trial, 'model'>[]): boolean =>
  trials.some(({ model }) => isList(model));

/** The networks of trials on one dataset, each once, in the order of the trials, by their key. */
export function networksOf(trials: readonly Trial[]): ReadonlyMap<string, ListedNetwork> {
  const distinct = new Map(trials.map((trial) => [keyOf(trial), trial]));
  let number = 0;
  return new Map(
    [...distinct].map(([key, trial]) => [
      key,
      {
        name: distinct.size === 1 ? 'network' : `network_${++number}`,
        layers: layersOf(trial.model),
        plan: planOf(trial),
      },
    ]),
  );
}

/** The function that makes a trial's network. */
export const networkName = (trial: Trial, networks: ReadonlyMap<string, ListedNetwork>): string =>
  networks.get(keyOf(trial))!.name;

// The casts are safe: a member takes the settings of the same member's fields.
const layerModule = (name: LayerName, inputs: Shape, settings: Settings): string => {
  const part = layerTorch[name] as LayerTorch<Settings> | undefined;
  if (part === undefined) throw new RangeError(`the layer ${name} has no module in PyTorch`);
  return part.module(inputs, settings);
};

function moduleOf(op: PlannedOp, { values }: NetworkPlan): string {
  if (op.kind === 'add') throw new RangeError('a sum has no module of its own');
  if (op.kind === 'layer') return layerModule(op.name, values[op.inputs[0]!]!, op.settings);
  return (activationPython[op.name] as ActivationPython<Settings>).module(op.settings);
}

const startsWith = (path: Path, start: Path): boolean =>
  path.length >= start.length && start.every((step, index) => step === path[index]);

const maxColumns = 92;
const indented = (text: string): string => text.replaceAll(/^(?=.)/gm, '    ');

/** A call, on one line if it fits beside its indentation. */
function call(name: string, args: readonly string[], indent: number): string {
  const flat = `${name}(${args.join(', ')})`;
  if (flat.length + indent <= maxColumns && !flat.includes('\n')) return flat;
  return `${name}(\n${args.map((each) => indented(`${each},`)).join('\n')}\n)`;
}

/** The module of a layer in the list at `path`. */
function elementModule(
  { name, layers }: LayerElement,
  path: Path,
  plan: NetworkPlan,
  indent: number,
): string {
  const own = plan.ops.filter((op) => startsWith(op.path, path));
  const block = isLayer(name) ? layerTorchBlock[name] : undefined;
  if (block === undefined || layers === undefined) return moduleOf(own[0]!, plan);
  const body = sequential(layers, [...path, 'layers'], plan, indent + 4);
  const others = own
    .filter((op) => op.path.length === path.length && op.kind === 'layer')
    .map((op) => `${op.module.split('.').at(-1)}=${moduleOf(op, plan)}`);
  return call(block.className, [body, ...others], indent);
}

const sequential = (
  layers: readonly LayerElement[],
  path: Path,
  plan: NetworkPlan,
  indent: number,
): string =>
  call(
    'nn.Sequential',
    layers.map((layer, index) => elementModule(layer, [...path, index], plan, indent + 4)),
    indent,
  );

function networkFunction({ name, layers, plan }: ListedNetwork, shapes: boolean): string {
  const modules = layers.map((layer, index) => elementModule(layer, ['layers', index], plan, 8));
  const all = [...modules, moduleOf(plan.ops.at(-1)!, plan)];
  const lines = indented(all.map((each) => indented(`${each},`)).join('\n'));
  const shape = `(${plan.inputs.join(', ')}${plan.inputs.length === 1 ? ',' : ''})`;
  return `def ${name}():
    """${count(parametersOf(plan))} parameters."""
    layers = nn.Sequential(
${lines}
    )
    return Network(layers${shapes ? `, ${shape}` : ''})`;
}

/** The classes of modules, such as "nn.ReLU". */
const classesOf = (modules: readonly string[]): string => {
  const classes = [...new Set(modules.map((each) => each.slice(0, each.indexOf('('))))];
  return `(${classes.join(', ')}${classes.length === 1 ? ',' : ''})`;
};

const opsOf = (
  networks: readonly ListedNetwork[],
  wanted: (op: PlannedOp, plan: NetworkPlan) => boolean,
): string[] =>
  networks.flatMap(({ plan }) =>
    plan.ops.filter((op) => wanted(op, plan)).map((op) => moduleOf(op, plan)),
  );

function networkClass(networks: readonly ListedNetwork[], inits: readonly InitSettings['name'][]) {
  const shapes = readsPictures(networks);
  const weighted = opsOf(networks, (op, { tensors }) =>
    op.tensors.some((index) => tensors[index]!.role === 'weight'),
  );
  const layers = {
    all: `layer in self.modules()`,
    only: `isinstance(layer, ${classesOf(weighted)})`,
  };
  return `class Network(nn.Module):
    """Layers in their order${shapes ? ', which read each row in the given shape' : ''}."""

    def __init__(self, layers${shapes ? ', shape' : ''}):
        super().__init__()
        self.layers = layers${shapes ? '\n        self.shape = shape' : ''}

${initialisationLines(inits, layers)}

    def forward(self, x):
        """[batch, inputs] -> [batch, outputs]."""
        return self.layers(${shapes ? 'x.reshape(-1, *self.shape)' : 'x'})`;
}

const readsPictures = (networks: readonly ListedNetwork[]): boolean =>
  networks.some(({ plan }) => plan.inputs.length > 1);

/** The program's networks: their class, the classes of their blocks, and a function that makes each. */
export function networkPart(
  networks: readonly ListedNetwork[],
  inits: readonly InitSettings['name'][],
): string {
  const blocks = Object.entries(layerTorchBlock)
    .filter(([name]) => networks.some(({ layers }) => holds(layers, name)))
    .map(([, { code }]) => code);
  const table = networks.map(({ name }) => `"${name}": ${name}`).join(', ');
  return [
    ...blocks,
    networkClass(networks, inits),
    ...networks.map((each) => networkFunction(each, readsPictures(networks))),
    ...(networks.length === 1 ? [] : [`NETWORKS = {${table}}`]),
  ].join('\n\n\n');
}

const holds = (layers: readonly LayerElement[], name: string): boolean =>
  layers.some((layer) => layer.name === name || holds(layer.layers ?? [], name));

/** Of a program whose networks are lists: measures a copy, so that training is what it is without measuring. */
export const listedNorms = (networks: readonly ListedNetwork[]): string =>
  `def gradient_norms(model, criterion, loader):
    """The first batch's loss, and the norm of dL/da for every activation's output a."""
    # A copy, and the generator's state restored: training is then the same with and without it.
    model, state = copy.deepcopy(model), torch.get_rng_state()
    outputs = []

    def keep(module, inputs, output):
        output.retain_grad()
        outputs.append(output)

    for module in model.modules():
        if isinstance(module, ${classesOf(opsOf(networks, ({ kind }) => kind === 'activation'))}):
            module.register_forward_hook(keep)
    x, y = next(iter(loader))
    loss = criterion(model(x.requires_grad_()), y)
    loss.backward()
    torch.set_rng_state(state)
    # In float64: squares of gradients below 1e-19 are lost in float32.
    return loss.item(), [a.grad.double().norm().item() for a in outputs]`;
