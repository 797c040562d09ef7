/** The programs of implementation question 1: networks on FashionMNIST. */
import { requireShortForm } from '../../document/network-form.ts';
import { trialCounts, trialLayerSizes } from '../../document/parameters.ts';
import { count } from '../../base/numbers.ts';
import { nameOf } from '../../text/labels.ts';
import type { PlannedTrial } from '../../document/expand.ts';
import { programData } from './data.ts';
import { batchLossFigure, epochsFigure, layersFigure, markersPart } from './figures.ts';
import { initPart, networkPart, startLines } from './network.ts';
import { isClassification } from './pieces.ts';
import { batchKeys, Setup, trainingKeys, type Key } from './setup.ts';
import {
  criterionOf,
  evaluatePart,
  loaderLines,
  runPart,
  tablePart,
  textPart,
  trainPart,
} from './training.ts';
import type { Part, StudentProgram } from './types.ts';

const plural = (amount: number, one: string): string =>
  `${count(amount)} ${one}${amount === 1 ? '' : 's'}`;

/** "8 hidden layers of 16 units, ReLU": what the networks share. */
export function networkText({
  first,
  varies,
}: {
  first: Setup['first'];
  varies: (key: Key) => boolean;
}): string {
  const { depth, width, activation } = requireShortForm(first.model, 'describe');
  const depths = varies('depth') ? 'hidden layers' : plural(depth, 'hidden layer');
  const widths = varies('width') ? '' : ` of ${plural(width, 'unit')}`;
  return `${depths}${widths}${varies('activation') ? '' : `, ${nameOf(activation)}`}`;
}

const textOf = (setup: Setup): string =>
  networkText({ first: setup.first, varies: (key) => setup.varies(key) });

export const settingsParts = (setup: Setup, extra = ''): Part[] => [
  { name: 'settings', code: [setup.constants, extra].filter((each) => each !== '').join('\n') },
  ...(setup.several ? [{ name: 'trials', code: setup.table, essential: true }] : []),
];

export const withoutNull = (part: Part | null): Part[] => (part === null ? [] : [part]);

/** I1a needs no data: the module, its shapes and its parameters. */
export function i1a(plans: readonly PlannedTrial[]): StudentProgram {
  // The first network is enough: initialisations have the same shapes.
  const setup = new Setup(plans.slice(0, 1), ['seed', 'depth', 'width', 'activation']);
  const [inputs = 0] = trialLayerSizes(setup.first);
  return {
    question: 'I1a',
    file: 'I1a_network.py',
    title: 'the network as a module',
    about: `A multilayer perceptron of ${textOf(setup)}. Prints its layers with their shapes and numbers of parameters, and the shapes of a minibatch and of its output.`,
    needs: [],
    data: '',
    figures: [],
    networks: [],
    parts: [
      ...settingsParts(setup),
      networkPart(setup, true),
      {
        name: 'shapes',
        code: `torch.manual_seed(SEED)
net = my_nn_model()
print(net)

print(f"{'layer':>12}{'weight':>12}{'bias':>8}{'parameters':>12}")
for number, layer in enumerate([*net.hidden, net.output], start=1):
    name = f"hidden {number}" if number <= len(net.hidden) else "output"
    weight = " x ".join(str(size) for size in layer.weight.shape)
    parameters = layer.weight.numel() + layer.bias.numel()
    print(f"{name:>12}{weight:>12}{layer.bias.numel():>8}{parameters:>12,}")
total = sum(parameter.numel() for parameter in net.parameters())
print(f"{len(net.hidden)} hidden layers, {len(net.hidden) + 1} linear maps, {total:,} parameters")

batch = torch.rand(128, ${inputs})
print("a minibatch", tuple(batch.shape), "gives", tuple(net(batch).shape))`,
      },
    ],
  };
}

export const firstBatch = (setup: Setup): string => `${loaderLines(setup)}
    x, y = next(iter(loader))`;

export function i1b(plans: readonly PlannedTrial[]): StudentProgram {
  const setup = new Setup(plans, batchKeys);
  const data = programData(setup);
  return {
    question: 'I1b',
    file: 'I1b_initialisation.py',
    title: 'the initialisations',
    about: `Initialises the network (${textOf(setup)}) in each way, and prints the range of every layer's weights. One batch, not trained on, shows what becomes of the scale of the layers' outputs.`,
    needs: data.needs,
    data: data.text,
    figures: ['I1b_weights.png', 'I1b_activations.png'],
    networks: [],
    parts: [
      ...settingsParts(setup),
      ...data.parts.map((part) => ({ ...part, essential: false })),
      { ...networkPart(setup, true), essential: false },
      ...withoutNull(initPart(setup)),
      markersPart,
      {
        name: 'one forward pass',
        code: `def start(${setup.trial}):
    """An initialised network, after one forward pass of the first batch."""
${data.lines}${startLines(setup)}
${firstBatch(setup)}
    with torch.no_grad():
        net(x)
    return net`,
      },
      {
        name: 'ranges of the weights',
        code: `networks = {}
${setup.several ? 'for name, trial in TRIALS.items():\n    networks[name] = start(trial)' : 'networks["network"] = start()'}
for name, net in networks.items():
    print(name)
    for number, layer in enumerate([*net.hidden, net.output], start=1):
        weight = layer.weight.detach()
        print(f"  layer {number}: weights from {weight.min():.4f} to {weight.max():.4f}, "
              f"standard deviation {weight.std():.4f}, biases {'zero' if (layer.bias == 0).all() else 'drawn'}")`,
      },
      {
        name: 'histograms of the weights',
        code: `figure, panels = plt.subplots(1, len(networks), figsize=(3.2 * len(networks), 3), squeeze=False, layout="constrained")
for axes, (name, net) in zip(panels[0], networks.items()):
    for layer in [net.hidden[0] if net.hidden else net.output, net.output]:
        label = "output layer" if layer is net.output else "first layer"
        axes.hist(layer.weight.detach().flatten().numpy(), bins=40, density=True, alpha=0.6, label=label)
    axes.set(title=name, xlabel="weight")
panels[0][0].set_ylabel("density")
panels[0][0].legend()
figure.savefig("I1b_weights.png", dpi=150)`,
      },
      {
        name: 'scale of the activations',
        code: `results = {name: [a.double().std().item() for a in net.activations] for name, net in networks.items()}
for name, deviations in results.items():
    print(name, "deviation of the outputs by layer:", *(f"{each:.3g}" for each in deviations))`,
      },
      layersFigure('standard deviation of the outputs', 'I1b_activations.png'),
    ],
  };
}

const normsCode = (setup: Setup, lines: string): string => `def gradient_norms(${setup.trial}):
    """The norm of dL/da of one batch for every hidden layer's output a, before any training."""
${lines}${startLines(setup)}
${firstBatch(setup)}
    loss = ${criterionOf(setup)}(net(x), y)
    for a in net.activations:
        a.retain_grad()
    loss.backward()
    # In float64: squares of gradients below 1e-19 are lost in float32.
    return [a.grad.double().norm().item() for a in net.activations]`;

export function i1c(plans: readonly PlannedTrial[]): StudentProgram {
  const setup = new Setup(plans, batchKeys);
  const data = programData(setup);
  const { batchSize } = setup.first;
  const batch = setup.varies('batch_size')
    ? ''
    : ` of ${count(Math.min(batchSize, trialCounts(setup.first).train))}`;
  return {
    question: 'I1c',
    file: 'I1c_gradients.py',
    title: 'gradients before training',
    about: `One minibatch${batch} goes forward and back through untrained networks (${textOf(setup)}). Prints and draws the norm of the loss's gradient at the output of every hidden layer.`,
    needs: data.needs,
    data: data.text,
    figures: ['I1c_gradient_norms.png'],
    networks: setup.networks,
    parts: [
      ...settingsParts(setup).map((part) => ({ ...part, essential: false })),
      ...data.parts.map((part) => ({ ...part, essential: false })),
      { ...networkPart(setup, true), essential: false },
      ...withoutNull(initPart(setup)).map((part) => ({ ...part, essential: false })),
      markersPart,
      { name: 'gradient norms', essential: true, code: normsCode(setup, data.lines) },
      { name: 'run', code: setup.collect('gradient_norms') },
      {
        name: 'table of norms',
        code: `for name, norms in results.items():
    print(name, "gradient norm by layer:", *(f"{norm:.4g}" for norm in norms))`,
      },
      layersFigure('gradient norm', 'I1c_gradient_norms.png'),
    ],
  };
}

/** I1d and I1f: networks trained, their accuracy over the epochs. */
function trained(
  plans: readonly PlannedTrial[],
  its: Pick<StudentProgram, 'question' | 'file' | 'title'> & { readonly what: string },
): StudentProgram {
  const setup = new Setup(plans, trainingKeys);
  const data = programData(setup);
  const metric = isClassification(setup.first) ? 'accuracy' : 'MSE';
  const parts = ['training', ...(data.validates ? ['validation'] : []), 'test'];
  const figures = [
    `${its.question}_${metric.toLowerCase()}.png`,
    `${its.question}_loss.png`,
  ] as const;
  const epochs = setup.varies('epochs') ? '' : ` for ${plural(setup.first.epochs, 'epoch')}`;
  const { what, ...rest } = its;
  return {
    ...rest,
    about: `${what} (${textOf(setup)}) trains${epochs}; ${metric === 'MSE' ? 'the errors' : 'accuracy'} on ${parts.join(' and ')} rows after every epoch, printed and drawn.`,
    needs: data.needs,
    data: data.text,
    figures,
    networks: setup.networks,
    parts: [
      ...settingsParts(setup).map((part) =>
        its.question === 'I1f' ? part : { ...part, essential: false },
      ),
      ...data.parts.map((part) => ({ ...part, essential: false })),
      { ...networkPart(setup, isClassification(setup.first)), essential: false },
      ...withoutNull(initPart(setup)).map((part) => ({ ...part, essential: false })),
      evaluatePart(setup),
      textPart,
      markersPart,
      trainPart(setup, data),
      runPart(setup),
      tablePart,
      epochsFigure(metric, parts, figures[0]),
      batchLossFigure(figures[1]),
    ],
  };
}

export const i1d = (plans: readonly PlannedTrial[]): StudentProgram =>
  trained(plans, {
    question: 'I1d',
    file: 'I1d_training.py',
    title: 'training from different initialisations',
    what: 'The same network from each initialisation',
  });

export const i1f = (plans: readonly PlannedTrial[]): StudentProgram =>
  trained(plans, {
    question: 'I1f',
    file: 'I1f_optimisers.py',
    title: 'training with different optimisers',
    what: 'The same network with each optimiser',
  });
