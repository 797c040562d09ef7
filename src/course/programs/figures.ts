/** The pictures that programs draw with matplotlib. */
import type { Part } from './types.ts';

/** More curves than this have no legend: it would cover them. */
const legendRows = 12;

export const legend = (axes: string): string => `if len(results) <= ${legendRows}:
    ${axes}.legend()`;

/** Epochs, batches and layers are counted: there is none between two of them. */
const wholeTicks = 'axes.locator_params(axis="x", integer=True)';

/** Markers tell curves apart that lie on one another. */
export const markersPart: Part = {
  name: 'markers',
  code: `MARKERS = "osD^v<>pP*Xh"  # they tell curves apart that lie on one another`,
};

/** Panels of a metric over the epochs, one for each part of the data. */
export const epochsFigure = (
  metric: string,
  parts: readonly string[],
  file: string,
  log = false,
): Part => ({
  name: `${metric} over the epochs`,
  code: `figure, panels = plt.subplots(1, ${parts.length}, figsize=(${5 * parts.length}, 4), sharey=True, layout="constrained")
for axes, part in zip(panels, [${parts.map((part) => `"${part}"`).join(', ')}]):
    for number, (name, result) in enumerate(results.items()):
        curve = [record[part]["${metric}"] for record in result["history"]]
        epochs = range(1, len(curve) + 1)
        marker = MARKERS[number % len(MARKERS)] if len(curve) <= 20 else None
        axes.plot(epochs, curve, marker=marker, markersize=5, alpha=0.8, label=name)
    axes.set(xlabel="epoch", ylabel=f"${metric} on the {part} part"${log ? ', yscale="log"' : ''})
    ${wholeTicks}
    axes.grid(alpha=0.3)
${legend('panels[0]')}
figure.savefig("${file}", dpi=150)`,
});

/** The loss of every batch, and its mean over the last hundred. */
export const batchLossFigure = (file: string): Part => ({
  name: 'loss of every batch',
  code: `figure, axes = plt.subplots(figsize=(9, 4), layout="constrained")
for name, result in results.items():
    losses = np.array(result["losses"])
    few = max(1, min(100, len(losses) // 10))
    smooth = np.convolve(losses, np.ones(few) / few, mode="valid")
    (line,) = axes.plot(range(few, len(losses) + 1), smooth, label=f"{name}, mean of {few} batches", zorder=3)
    if len(results) == 1:
        axes.plot(range(1, len(losses) + 1), losses, color=line.get_color(), alpha=0.25, linewidth=0.5)
axes.set(xlabel="batch", ylabel="loss", yscale="log")
${wholeTicks}
axes.grid(alpha=0.3)
${legend('axes')}
figure.savefig("${file}", dpi=150)`,
});

/** Curves over the layers on a log axis, where zeros are marked at its lower edge. */
export const layersFigure = (what: string, file: string): Part => ({
  name: `${what} by layer`,
  code: `figure, axes = plt.subplots(figsize=(8, 4.5), layout="constrained")
for number, (name, curve) in enumerate(results.items()):
    layers = range(1, len(curve) + 1)
    shown = [value if value > 0 else math.nan for value in curve]
    marker = MARKERS[number % len(MARKERS)]
    (line,) = axes.plot(layers, shown, marker=marker, markersize=5, label=name)
    zeros = [layer for layer, value in zip(layers, curve) if value == 0]
    if zeros:  # a log axis has no zero: crosses at its lower edge
        axes.plot(zeros, [0.02] * len(zeros), "x", color=line.get_color(), transform=axes.get_xaxis_transform())
axes.set(xlabel="hidden layer", ylabel="${what}", yscale="log")
${wholeTicks}
axes.grid(alpha=0.3)
${legend('axes')}
figure.savefig("${file}", dpi=150)`,
});
