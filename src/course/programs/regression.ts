/** Pictures and tables of question 2: predictions beside the truth, and the grid's cells. */
import { pythonLiteral, pythonString } from '../../formats/pytorch/python.ts';
import { settingText, valueText } from '../../text/labels.ts';
import { isClassification } from './pieces.ts';
import type { Setup } from './setup.ts';
import type { Part } from './types.ts';

/** Baselines, predictions and residuals of the test rows; only where all networks share their rows. */
export function resultFigure(setup: Setup, file: string): Part[] {
  if (isClassification(setup.first) || setup.varies('rows')) return [];
  return [
    {
      name: 'baseline',
      code: `# What always answering the mean of the training part would give.
x, y = test_data.tensors
error = (train_data.tensors[1].double().mean() - y.double())
print(f"always the mean: test MSE {(error**2).mean():.4f}, MAE {error.abs().mean():.4f}")`,
    },
    {
      name: 'predictions',
      code: `with torch.no_grad():
    predicted = list(results.values())[0]["net"](x).flatten().numpy()
true = y.flatten().numpy()
figure, panels = plt.subplots(1, 2, figsize=(10, 4), layout="constrained")
panels[0].scatter(true, predicted, s=4, alpha=0.3)
panels[0].axline((true.mean(), true.mean()), slope=1, color="black", linewidth=1)
panels[0].set(xlabel="value of the test row", ylabel="predicted")
panels[1].hist(predicted - true, bins=60)
panels[1].set(xlabel="residual: predicted - true", ylabel="test rows")
figure.savefig("${file}", dpi=150)`,
    },
  ];
}

/** Cells of a grid with two axes as a heatmap, of any other as bars. */
export function gridParts(setup: Setup, metric: string, validates: boolean, file: string): Part[] {
  const { plans } = setup;
  const part = validates ? 'validation' : 'test';
  const best = metric === 'accuracy' ? 'max' : 'min';
  const chosen: Part = {
    name: 'choice',
    essential: true,
    code: `def value(name):
    """The network's ${part} ${metric} at its end; NaN where it diverged."""
    history = results[name]["history"]
    return history[-1]["${part}"]["${metric}"] if history else math.nan


finished = [name for name in results if math.isfinite(value(name))]
if finished:
    best = ${best}(finished, key=value)
    print(f"best by ${part} ${metric}: {best}, {value(best):.4f}")`,
  };
  const paths = Object.keys(plans[0]?.values ?? {});
  const [rows, columns] = paths;
  const texts = (path: string): string[] => [
    ...new Set(plans.map(({ values }) => valueText(values[path]))),
  ];
  const full =
    rows !== undefined &&
    columns !== undefined &&
    paths.length === 2 &&
    texts(rows).length * texts(columns).length === plans.length;
  if (!full) {
    return [
      chosen,
      {
        name: 'grid',
        code: `figure, axes = plt.subplots(figsize=(8, 1 + 0.35 * len(results)), layout="constrained")
axes.barh(list(results), [value(name) for name in results])
axes.set(xlabel="${part} ${metric}")
axes.invert_yaxis()
figure.savefig("${file}", dpi=150)`,
      },
    ];
  }
  const labels = (path: string): string =>
    `[${texts(path)
      .map((text) => pythonString(text.replaceAll(/[$\\]/g, '')))
      .join(', ')}]`;
  const name = (path: string): string => pythonLiteral(settingText(path));
  return [
    chosen,
    {
      name: 'grid',
      code: `rows, columns = ${labels(rows)}, ${labels(columns)}
cells = np.array([value(name) for name in results]).reshape(len(rows), len(columns))
figure, axes = plt.subplots(figsize=(6, 4.5), layout="constrained")
image = axes.imshow(cells, cmap="viridis${best === 'min' ? '_r' : ''}", aspect="auto")
for (row, column), cell in np.ndenumerate(cells):
    axes.text(column, row, f"{cell:.4f}", ha="center", va="center", backgroundcolor="white")
axes.set_xticks(range(len(columns)), columns)
axes.set_yticks(range(len(rows)), rows)
axes.set(xlabel=${name(columns)}, ylabel=${name(rows)})
figure.colorbar(image, label="${part} ${metric}")
figure.savefig("${file}", dpi=150)`,
    },
  ];
}
