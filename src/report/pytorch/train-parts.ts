/** The program's training, measuring and writing of results. */
import type { Task } from '../../experiment/parameters.ts';

const evaluateClassification = `@torch.no_grad()
def evaluate(model, data):
    """Mean cross-entropy and the share of right answers."""
    loss, right = 0.0, 0
    for x, y in DataLoader(data, batch_size=4096, generator=torch.Generator()):
        scores = model(x)
        loss += nn.functional.cross_entropy(scores, y, reduction="sum").item()
        right += (scores.argmax(dim=1) == y).sum().item()
    return {"Loss": loss / len(data), "Accuracy": right / len(data)}`;

const evaluateRegression = `@torch.no_grad()
def evaluate(model, data):
    """Mean squared and mean absolute error."""
    squared, absolute = 0.0, 0.0
    for x, y in DataLoader(data, batch_size=4096, generator=torch.Generator()):
        error = model(x) - y
        squared += (error**2).sum().item()
        absolute += error.abs().sum().item()
    return {"Mse": squared / len(data), "Mae": absolute / len(data)}`;

const lossOf: Readonly<Record<Task, string>> = {
  classification: 'nn.CrossEntropyLoss()',
  regression: 'nn.MSELoss()',
};

const norms = `def gradient_norms(model, criterion, loader):
    """The norm of dL/da for the output a of every hidden layer, on the first batch."""
    x, y = next(iter(loader))
    outputs = []
    loss = criterion(model(x, outputs), y)
    loss.backward()
    model.zero_grad()
    return {"loss": loss.item(), "activations": [a.grad.norm().item() for a in outputs]}`;

/**
 * @param measuresNorms whether any trial asks for gradient norms
 * @param validates whether any trial holds rows back for validation
 */
export function trainPart(
  task: Task,
  { inputs, outputs }: { readonly inputs: number; readonly outputs: number },
  measuresNorms: boolean,
  validates: boolean,
): string {
  const loss = lossOf[task];
  const measured = measuresNorms
    ? `    if settings["gradient_norms"]:
        result["gradientNorms"] = gradient_norms(model, criterion, make_loader())
        print("  gradient norms:", *(f"{norm:.3e}" for norm in result["gradientNorms"]["activations"]))
`
    : '';
  return `${task === 'classification' ? evaluateClassification : evaluateRegression}


${measuresNorms ? `${norms}\n\n\n` : ''}def train_epoch(model, criterion, optimizer, loader, losses):
    """One pass over the batches; False once the loss is no finite number."""
    for x, y in loader:
        optimizer.zero_grad()
        loss = criterion(model(x), y)
        loss.backward()
        optimizer.step()
        if not math.isfinite(loss.item()):
            return False
        losses.append(loss.item())
    return True


def train(settings, folder):
    """One trial: seed, build, initialise, train; returns what the results document holds."""
    train_data, test_data${validates ? ', validation_data' : ''} = load_data(folder, settings)
    started = time.perf_counter()

    torch.manual_seed(settings["seed"])
    model = MLP(${inputs}, settings["depth"], settings["width"], ${outputs}, settings["activation"])
    model.initialise(settings["init"])
    criterion = ${loss}

    def make_loader():
        # A generator of its own: evaluation then cannot shift the order of the batches.
        generator = torch.Generator().manual_seed(settings["seed"])
        return DataLoader(train_data, settings["batch_size"], shuffle=True, generator=generator)

    result = {"status": "done", "epochs": [], "batchLosses": []}
${measured}    optimizer = make_optimizer(settings, model.parameters())
    loader = make_loader()
    for epoch in range(1, settings["epochs"] + 1):
        if not train_epoch(model, criterion, optimizer, loader, result["batchLosses"]):
            result["status"] = "diverged"
            print(f"  diverged at step {len(result['batchLosses']) + 1}")
            break
        record = {"epoch": epoch}
${
  validates
    ? `        parts = [("train", train_data), ("test", test_data)]
        if len(validation_data) > 0:
            parts.append(("validation", validation_data))
        for part, data in parts:`
    : `        for part, data in [("train", train_data), ("test", test_data)]:`
}
            record.update({part + name: value for name, value in evaluate(model, data).items()})
        result["epochs"].append(record)
        print(" ", ", ".join(f"{name} {value:.4g}" for name, value in record.items()))
    result["seconds"] = time.perf_counter() - started
    return result`;
}
