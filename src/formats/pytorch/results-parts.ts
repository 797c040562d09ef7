/** The program's results document: its trials as version 2 has them. */
import { recordedMetrics } from '../../catalog/lookup/metric.ts';
import type { MetricName } from '../../catalog/registry/metric.meta.ts';
import type { Task } from '../../document/parameters.ts';
import { lossEncoding } from '../results/document.ts';
import { measuredBy } from './measured.ts';

/** How each figure of a record is named in the document. */
const metricNames = (names: readonly MetricName[]): string =>
  measuredBy(names)
    .map(({ key, name }) => `"${key}": "${name}"`)
    .join(', ');

export const resultsPart = (
  task: Task,
  asked: readonly MetricName[],
  validates: boolean,
  schedules: boolean,
): string =>
  `# How the results document names the figures.
METRICS = {${metricNames([...recordedMetrics(task), ...asked])}}


def figure_columns(records):
    """The figures of all epochs in columns, by part and metric."""
    columns = {}
    for part in ("train", "test"${validates ? ', "validation"' : ''}):
        for key, metric in METRICS.items():
            column = [record.get(part + key) for record in records]
            if any(value is not None for value in column):
                columns.setdefault(part, {})[metric] = column
    return columns


def trial_record(result):
    """A trial for the results document: figures in columns, losses as base64 of float32."""
    records, losses = result.pop("epochs"), result.pop("batchLosses")
    reason = "finished" if result["status"] == "done" else result["status"]
    last = records[-1]["epoch"] if records else 0
    trial = {
        **result,
        "end": {"reason": reason, "epoch": last, **result.get("end", {})},
        "epochs": [record["epoch"] for record in records],
        "figures": figure_columns(records),
    }
${
  schedules
    ? `    if any("learningRate" in record for record in records):
        trial["rates"] = [record["learningRate"] for record in records]
`
    : ''
}    if losses:
        data = base64.b64encode(np.asarray(losses, dtype="<f4").tobytes()).decode("ascii")
        trial["losses"] = {"encoding": "${lossEncoding}", "count": len(losses), "data": data}
    return trial`;

/** Lines of `train`: what the targets of a regression are like. */
export const targetLines = `    targets = train_data.tensors[1].double()
    mean = targets.mean()
    deviation = (targets - mean).square().mean().sqrt()
    result["targets"] = {"mean": mean.item(), "deviation": deviation.item()}
`;
