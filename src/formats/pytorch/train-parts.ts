/** The program's training, measuring and writing of results. */
import { recordedMetrics } from '../../catalog/lookup/metric.ts';
import type { MetricName } from '../../catalog/registry/metric.meta.ts';
import type { Task } from '../../document/parameters.ts';
import { measuredBy } from './measured.ts';
import type { Trial } from '../../document/schema.ts';
import { epochEndLines, scheduleLines, type SchedulePieces } from './schedule-parts.ts';
import { resultsPart, targetLines } from './results-parts.ts';

/** A network's output for a batch. */
const answerOf: Readonly<Record<Task, string>> = {
  classification: 'scores = model(x)',
  regression: 'error = model(x) - y',
};
/** The same, also collecting the outputs if metrics of the outputs are asked for. */
const keptAnswerOf: Readonly<Record<Task, readonly string[]>> = {
  classification: ['scores = model(x)', 'outputs.append(scores)'],
  regression: ['output = model(x)', 'outputs.append(output)', 'error = output - y'],
};

function evaluatePart(task: Task, asked: readonly MetricName[], modes: boolean): string {
  const sums = measuredBy(recordedMetrics(task)).flatMap(({ python, key }) =>
    'batch' in python ? [{ ...python, key }] : [],
  );
  const functions = measuredBy(asked).flatMap(({ python, key, name }) =>
    'code' in python ? [{ ...python, key, metric: name }] : [],
  );
  const doc = sums.map((each) => each.doc).join(' and ');
  const lines = sums.flatMap(({ variable, batch, comment }) => [
    ...(comment === undefined ? [] : [`        # ${comment}`]),
    `        ${variable} += ${batch}`,
  ]);
  const means = sums.map(({ key, variable }) => `"${key}": ${variable} / len(data)`);
  const said = functions.length === 0 ? [answerOf[task]] : keptAnswerOf[task];
  const head = `@torch.no_grad()
def evaluate(model, data${functions.length === 0 ? '' : ', metrics'}):
    """${doc.slice(0, 1).toUpperCase()}${doc.slice(1)}${functions.length === 0 ? '' : ', and the metrics that are asked for'}."""
${modes ? '    model.eval()\n' : ''}    ${sums.map(({ variable }) => variable).join(', ')} = ${sums.map(({ start }) => start).join(', ')}`;
  const loop = `    for x, y in DataLoader(data, batch_size=4096, generator=torch.Generator()):
        ${said.join('\n        ')}
${lines.join('\n')}`;
  if (functions.length === 0) return `${head}\n${loop}\n    return {${means.join(', ')}}`;
  const more = functions.map(({ metric, key, name }) => `"${metric}": ("${key}", ${name})`);
  return `${functions.map(({ code }) => code).join('\n\n\n')}


${head}
    outputs, targets = [], []
${loop}
        targets.append(y)
    figures = {${means.join(', ')}}
    outputs, targets = torch.cat(outputs).double(), torch.cat(targets).double()
    more = {${more.join(', ')}}
    for key, function in (more[metric] for metric in metrics):
        value = function(outputs, targets)
        # What is not defined for these rows is left out, as in the lab.
        if value is not None and math.isfinite(value):
            figures[key] = value
    return figures`;
}

/** Of the short form. */
export const norms = `def gradient_norms(model, criterion, loader):
    """The first batch's loss, and the norm of its dL/da for every hidden layer's output a."""
    x, y = next(iter(loader))
    outputs = []
    loss = criterion(model(x, outputs), y)
    loss.backward()
    model.zero_grad()
    # In float64: squares of gradients below 1e-19 are lost in float32.
    return loss.item(), [a.grad.double().norm().item() for a in outputs]`;

const finite = `def finite_or_none(value):
    """JSON has no word for infinity or NaN: the lab writes null, which is None here."""
    return value if math.isfinite(value) else None`;

const classCounts = (modes: boolean): string => `def class_counts(data, classes):
    """Rows of each class."""
    return torch.bincount(data.tensors[1], minlength=classes).tolist()


@torch.no_grad()
def confusion_matrix(model, data, classes):
    """Rows of each class by the class that they are taken for: [true class][predicted class]."""
${modes ? '    model.eval()\n' : ''}    x, y = data.tensors
    pairs = y * classes + model(x).argmax(dim=1)
    return torch.bincount(pairs, minlength=classes**2).reshape(classes, classes).tolist()`;

/** Lines that a schedule needs where the optimiser steps, and where an epoch begins and is recorded. */
const stepLines = `        if schedule is not None:
            schedule.step()
`;
const rateLine = `        rate = optimizer.param_groups[0]["lr"]
`;
const recordLines = `        if schedule is not None:
            record["learningRate"] = rate
`;

/** How the program makes and measures its network. */
export interface NetworkNeeds {
  /** The line that makes it. */
  readonly model: string;
  /** The function `gradient_norms`. */
  readonly norms: string;
  /** Whether training and evaluating differ in more than steps. */
  readonly modes: boolean;
  readonly outputs: number;
}

const clipping = `def make_clip(settings):
    """What limits the gradients before a step."""
    limits = settings["clip"] or {}
    if "norm" in limits:
        return lambda parameters: nn.utils.clip_grad_norm_(parameters, limits["norm"])
    if "value" in limits:
        return lambda parameters: nn.utils.clip_grad_value_(parameters, limits["value"])
    return lambda parameters: None`;

export interface TrainNeeds {
  readonly network: NetworkNeeds;
  readonly trials: readonly Trial[];
  /** Null if none has a schedule. */
  readonly schedules: SchedulePieces | null;
  /** Whether any trial asks for gradient norms. */
  readonly measuresNorms: boolean;
  /** Whether any trial holds rows back for validation. */
  readonly validates: boolean;
  /** Metrics that any trial asks for. */
  readonly asked: readonly MetricName[];
  /** Whether to count classes, as the lab does if they may be unequal. */
  readonly countsClasses: boolean;
}

export function trainPart(
  { task, criterion }: { readonly task: Task; readonly criterion: string },
  { network, measuresNorms, validates, countsClasses, asked, trials, schedules }: TrainNeeds,
): string {
  const { modes, outputs } = network;
  const clips = trials.some((trial) => trial.clip !== undefined);
  const perStep = schedules !== null && schedules.perStep.length > 0;
  const measured = measuresNorms
    ? `    if settings["gradient_norms"]:
        loss, norms = gradient_norms(model, criterion, make_loader())
        print("  gradient norms:", *(f"{norm:.3e}" for norm in norms))
        result["gradientNorms"] = {
            "loss": finite_or_none(loss),
            "activations": [finite_or_none(norm) for norm in norms],
        }
`
    : '';
  return `${evaluatePart(task, asked, modes)}


${measuresNorms ? `${network.norms}\n\n\n${finite}\n\n\n` : ''}${countsClasses ? `${classCounts(modes)}\n\n\n` : ''}${clips ? `${clipping}\n\n\n` : ''}def train_epoch(model, criterion, optimizer, loader, losses${clips ? ', clip' : ''}${perStep ? ', schedule' : ''}):
    """One pass over the batches; ends early with a loss that is no finite number, else None."""
${modes ? '    model.train()\n' : ''}    for x, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
${clips ? '        clip(model.parameters())\n' : ''}        optimizer.step()
${perStep ? stepLines : ''}        if not math.isfinite(loss.item()):
            return loss.item()
        losses.append(loss.item())
    return None


def diverged(step, loss):
    """What the results document says of a trial whose loss is no finite number."""
    word = "NaN" if math.isnan(loss) else "Infinity"
    what = f"the loss became {word} at step {step}"
    print(f"  diverged: {what}")
    message = f"{what}: a smaller learning rate or initialisation may help"
    end = {"step": step, "loss": word}
    return {"status": "diverged", "end": end, "error": {"code": "diverged", "message": message}}


def train(settings, folder):
    """One trial: seed, build, initialise, train; returns what the results document holds."""
    train_data, test_data${validates ? ', validation_data' : ''} = load_data(folder, settings)
    started = time.perf_counter()

    torch.manual_seed(settings["seed"])
    model = ${network.model}
    model.initialise(settings["init"])
    criterion = ${criterion}

    def make_loader():
        # A generator of its own: evaluation then cannot shift the order of the batches.
        generator = torch.Generator().manual_seed(settings["seed"])
        return DataLoader(train_data, settings["batch_size"], shuffle=True, generator=generator)

    result = {"status": "done", "epochs": [], "batchLosses": []}
${
  countsClasses
    ? `    parts = [("train", train_data), ("test", test_data)]
    result["classes"] = {part: class_counts(data, ${outputs}) for part, data in parts}
`
    : ''
}${measured}    optimizer = make_optimizer(settings, model.parameters())
    loader = make_loader()
${schedules === null ? '' : scheduleLines(schedules)}    for epoch in range(1, settings["epochs"] + 1):
        losses = result["batchLosses"]
${schedules === null ? '' : rateLine}        bad = train_epoch(model, criterion, optimizer, loader, losses${clips ? ', make_clip(settings)' : ''}${perStep ? ', per_step' : ''})
        if bad is not None:
            result.update(diverged(len(losses) + 1, bad))
            break
        record = {"epoch": epoch}
${schedules === null ? '' : recordLines}${
    validates
      ? `        parts = [("train", train_data), ("test", test_data)]
        if len(validation_data) > 0:
            parts.append(("validation", validation_data))
        for part, data in parts:`
      : `        for part, data in [("train", train_data), ("test", test_data)]:`
  }
            record.update({part + name: value for name, value in evaluate(model, data${asked.length === 0 ? '' : ', settings["metrics"]'}).items()})
        # The epoch's last step may have ruined the network, which none of its batches shows.
        bad = next((value for value in record.values() if not math.isfinite(value)), None)
        if bad is not None:
            result.update(diverged(len(losses), bad))
            break
        result["epochs"].append(record)
        print(" ", ", ".join(f"{name} {value:.4g}" for name, value in record.items()))
${schedules === null ? '' : epochEndLines(schedules, trials)}    result["seconds"] = time.perf_counter() - started
${
  countsClasses
    ? `    if result["epochs"] and result["status"] == "done":
        result["classes"]["confusion"] = confusion_matrix(model, test_data, ${outputs})
`
    : ''
}${task === 'regression' ? targetLines : ''}    return result


${resultsPart(task, asked, validates, schedules !== null)}`;
}
