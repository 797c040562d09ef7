/** How a network is measured and trained, as a training loop that reads from top to bottom. */
import { lossPython } from '../../catalog/registry/loss.python.ts';
import { lossOf } from '../../document/parameters.ts';
import type { ProgramData } from './data.ts';
import { startLines } from './network.ts';
import { isClassification } from './pieces.ts';
import type { Setup } from './setup.ts';
import type { Part } from './types.ts';

const accuracy = `@torch.no_grad()
def evaluate(net, data):
    """The share of right answers."""
    right = 0
    for x, y in zip(*(tensor.split(4096) for tensor in data.tensors)):
        right += (net(x).argmax(dim=1) == y).sum().item()
    return {"accuracy": right / len(data)}`;

const errors = `@torch.no_grad()
def evaluate(net, data):
    """Mean squared error, mean absolute error, and R2: 1 - MSE / variance of the targets."""
    x, y = data.tensors
    error = (net(x) - y).double()
    mse = (error**2).mean().item()
    variance = ((y.double() - y.double().mean()) ** 2).mean().item()
    r2 = 1 - mse / variance if variance > 0 else math.nan
    return {"MSE": mse, "MAE": error.abs().mean().item(), "R2": r2}`;

export const evaluatePart = ({ first }: Setup): Part => ({
  name: 'evaluation',
  code: isClassification(first) ? accuracy : errors,
});

/** A loader of the training part in the seeded order. */
export const loaderLines = (
  setup: Setup,
): string => `    # The order of the batches has a generator of its own: nothing else can shift it.
    order = torch.Generator().manual_seed(${setup.at('seed')})
    loader = DataLoader(train_data, ${setup.at('batch_size')}, shuffle=True, generator=order)`;

export const criterionOf = ({ first }: Setup): string => lossPython[lossOf(first)].criterion;

/** With more epochs than this, only some are printed. */
const printedEpochs = 10;

export function trainPart(setup: Setup, data: ProgramData): Part {
  const epochs = Math.max(...setup.plans.map(({ trial }) => trial.epochs));
  const each = Math.max(1, Math.floor(epochs / printedEpochs));
  const print = `print(f"  epoch {epoch}:", text(history[-1]))`;
  return {
    name: 'training',
    essential: true,
    code: `def train(${setup.trial}):
    """Trains a network: the loss of every batch, and its figures after every epoch."""
${data.lines}${startLines(setup)}
${loaderLines(setup)}
    criterion = ${criterionOf(setup)}
    optimizer = ${setup.optimizer}
    losses, history = [], []
    for epoch in range(1, ${setup.at('epochs')} + 1):
        for x, y in loader:
            optimizer.zero_grad()
            loss = criterion(net(x), y)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        if not math.isfinite(losses[-1]):
            print("  diverged: the loss is no longer a finite number")
            break
        history.append({part: evaluate(net, data) for part, data in PARTS.items()})
${each === 1 ? `        ${print}` : `        if epoch % ${each} == 0:\n            ${print}`}
    return {"net": net, "losses": losses, "history": history}`,
  };
}

export const textPart: Part = {
  name: 'text',
  code: `def text(record):
    """The figures of every part of the data, in a line."""
    return ", ".join(
        f"{part} {metric} {value:.4f}" for part, all in record.items() for metric, value in all.items()
    )`,
};

/** Trains all networks; `results` has what each gives, by name. */
export const runPart = (setup: Setup): Part => ({ name: 'run', code: setup.collect('train') });

/** A table of the figures after the last epoch, a row for each network. */
export const tablePart: Part = {
  name: 'table',
  code: `# The figures after the last epoch.
wide = max(len(name) for name in results)
for name, result in results.items():
    print(f"{name:{wide}}  {text(result['history'][-1]) if result['history'] else 'no figures'}")`,
};
