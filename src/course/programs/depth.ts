/** The program of I1e: what depth does to activations and gradients. */
import type { PlannedTrial } from '../../document/expand.ts';
import { nameOf } from '../../text/labels.ts';
import { programData } from './data.ts';
import { firstBatch, settingsParts, withoutNull } from './fashion.ts';
import { markersPart } from './figures.ts';
import { initPart, networkPart } from './network.ts';
import { batchKeys, networkKeys, Setup } from './setup.ts';
import { criterionOf } from './training.ts';
import type { StudentProgram } from './types.ts';

/** Depths that show what depth multiplies. */
const depths = [2, 4, 8, 16];

export function i1e(plans: readonly PlannedTrial[]): StudentProgram {
  const setup = new Setup(
    plans,
    batchKeys.filter((key) => key !== 'depth'),
  );
  const data = programData(setup);
  const { init } = setup.first;
  const own = initPart(setup);
  const draws = setup.varies('init')
    ? `init_weights(net, ${setup.at('init')})`
    : 'init_weights(net)';
  const network = networkPart(
    new Setup([depthOf(plans, 1), depthOf(plans, 2)].flat(), networkKeys),
    true,
  );
  return {
    question: 'I1e',
    file: 'I1e_depth.py',
    title: 'what depth does to activations and gradients',
    about: `Untrained networks of ${depths.join(', ')} hidden layers from each initialisation${setup.varies('init') ? '' : ` (${nameOf(init.name)})`}: the scale of the last layer's outputs, and the norm of the gradient at the first layer. By what factor does each layer change the two?`,
    needs: data.needs,
    data: data.text,
    figures: ['I1e_depth.png'],
    networks: [],
    parts: [
      ...settingsParts(setup).map((part) => ({ ...part, essential: false })),
      ...data.parts.map((part) => ({ ...part, essential: false })),
      { ...network, essential: false },
      ...withoutNull(own).map((part) => ({ ...part, essential: false })),
      markersPart,
      {
        name: 'depth',
        essential: true,
        code: `DEPTHS = [${depths.join(', ')}]


def look(${[setup.trial, 'depth'].filter((each) => each !== '').join(', ')}):
    """Deviation of every hidden layer's output, and the norm of the gradient there."""
${data.lines}    torch.manual_seed(${setup.at('seed')})
    net = my_nn_model(${argumentsOf(setup)})
${own === null ? '' : `    ${draws}\n`}${firstBatch(setup)}
    loss = ${criterionOf(setup)}(net(x), y)
    for a in net.activations:
        a.retain_grad()
    loss.backward()
    deviations = [a.detach().double().std().item() for a in net.activations]
    return deviations, [a.grad.double().norm().item() for a in net.activations]`,
      },
      {
        name: 'depth, table',
        code: `results = {}
${setup.several ? 'for name, trial in TRIALS.items():' : 'for name in ["network"]:'}
    print(name)
    results[name] = [look(${[setup.trial, 'depth'].filter((each) => each !== '').join(', ')}) for depth in DEPTHS]
    for depth, (deviations, norms) in zip(DEPTHS, results[name]):
        print(f"  depth {depth:2}: deviation of the last output {deviations[-1]:.3g}, "
              f"gradient norm at the first layer {norms[0]:.3g}")
        steps = len(deviations) - 1
        if deviations[-1] > 0:
            print(f"            factor of a layer: {(deviations[-1] / deviations[0]) ** (1 / steps):.3g} forward")
        if norms[0] > 0:
            print(f"            factor of a layer: {(norms[0] / norms[-1]) ** (1 / steps):.3g} backward")`,
      },
      {
        name: 'depth, figure',
        code: `figure, panels = plt.subplots(1, 2, figsize=(10, 4), layout="constrained")
for number, (name, looks) in enumerate(results.items()):
    marker = MARKERS[number % len(MARKERS)]
    last = [deviations[-1] or math.nan for deviations, norms in looks]
    first = [norms[0] or math.nan for deviations, norms in looks]
    panels[0].plot(DEPTHS, last, marker=marker, label=name)
    panels[1].plot(DEPTHS, first, marker=marker, label=name)
panels[0].set(xlabel="hidden layers", ylabel="deviation of the last hidden layer's output", yscale="log")
panels[1].set(xlabel="hidden layers", ylabel="gradient norm at the first hidden layer", yscale="log")
for axes in panels:
    axes.set_xticks(DEPTHS)
    axes.grid(alpha=0.3)
if len(results) <= 12:
    panels[0].legend()
figure.savefig("I1e_depth.png", dpi=150)`,
      },
    ],
  };
}

/** What `my_nn_model` takes, in its order. */
const argumentsOf = (setup: Setup): string =>
  [
    'depth',
    ...(['width', 'activation'] as const).flatMap((key) =>
      setup.varies(key) ? setup.at(key) : [],
    ),
  ].join(', ');

const depthOf = (plans: readonly PlannedTrial[], depth: number): PlannedTrial[] =>
  plans.map((plan) => ({
    ...plan,
    trial: { ...plan.trial, model: { ...plan.trial.model, depth } },
  }));
