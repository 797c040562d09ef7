// Training as work that can be paused and resumed at any point: a step of a large network takes seconds,
// and callers need progress reports and must be able to cancel.
import { gather, gatherTargets, Part } from './gather';
import { biasesOfLayer, prepareLayer, weightsOfLayer } from './generated/layer';
import { panelLoss } from './generated/loss';
import { setCriterion, weightOfRows } from './loss';
import { clipNorm, clipValue } from './clip';
import { backward, clearParameters, forward, layer, layers, multiplyPanels } from './network';
import { Optimizer, stepFloats, update } from './optimizer';
import { absoluteError, correct } from './sums';

/** What `begin` or `beginNorms` started. */
const TRAIN = 0;
const NORMS = 1;

/** A step's phases, in their order. A large batch goes through PANELS and WEIGHTS several times. */
const TRANSPOSE = 0;
const PANELS = 1;
const WEIGHTS = 2;
const UPDATE = 3;

/** Inputs of a weight gradient, parameters of an update and operations of a transposition done at once. */
const inputsAtOnce = 32;
const parametersAtOnce = 16384;
const transposedAtOnce = 65536;

/** Their numbers in generated/loss.ts: what is trained with, and what parts are measured by. */
let loss = 0;
let measuredLoss = 0;
/** Of the training's loss: see loss.ts. */
let lossCoefficients: usize = 0;
let lossWeights: usize = 0;
let outputs = 0;
/** Whether targets are classes, else values. */
let classified = false;
/** A row's weight in the divisor of the loss. */
let elements: f64 = 1;
let targets: usize = 0;
let chunk = 0;
let group = 0;
let transposedDelta: usize = 0;
let panelCost: f64 = 0;
let optimizer: usize = 0;

let job = TRAIN;
let part: usize = 0;
let order: usize = 0;
let rows = 0;
let batch = 0;
let losses: usize = 0;
let coefficients: usize = 0;

let phase = TRANSPOSE;
/** Rows before the current step, and rows of it that have been through PANELS. */
let before = 0;
let done = 0;
/** Panels of the current chunk. */
let panels = 0;
let at = 0;
let within = 0;
let steps = 0;
let sum: f64 = 0;
/** What the sum of the step's losses is divided by, and for its gradient. */
let divisor: f64 = 0;
let share: f64 = 0;

/**
 * `width` outputs; each row has weight `each` in the divisor of the loss; targets are classes, or one value.
 * `buffer` holds the targets of a panel, `most` is the number of panels with memory, `together` the number that
 * go through the network together, `deltas` has room for the δ of all panels with memory, `cost` is the number of
 * floating-point operations of one panel's forward and backward pass.
 */
export function setTraining(
  lossCode: i32,
  ofClasses: bool,
  width: i32,
  each: i32,
  buffer: usize,
  most: i32,
  together: i32,
  deltas: usize,
  cost: f64,
  optimizerAddress: usize,
): void {
  loss = lossCode;
  classified = ofClasses;
  outputs = width;
  elements = each;
  targets = buffer;
  chunk = most;
  group = together;
  transposedDelta = deltas;
  panelCost = cost;
  optimizer = optimizerAddress;
}

/**
 * The loss that `evaluate` sums, which has no settings; and of the training's loss its coefficients and its weights
 * by class, 0 where it has none.
 */
export function setLosses(measured: i32, coefficientsAt: usize, weightsAt: usize): void {
  measuredLoss = measured;
  lossCoefficients = coefficientsAt;
  lossWeights = weightsAt;
}

/** What `setClip` sets: no limit, one of the norm of all gradients, one of each. */
const NO_LIMIT = 0;
const NORM_LIMIT = 1;
let clipKind = NO_LIMIT;
let clipLimit: f64 = 0;
/** Where the norms before clipping go, [steps]. */
let norms: usize = 0;

export function setClip(kind: i32, limit: f64, normsAt: usize): void {
  clipKind = kind;
  clipLimit = limit;
  norms = normsAt;
}

function clip(): void {
  const settings = changetype<Optimizer>(optimizer);
  const norm =
    clipKind == NORM_LIMIT
      ? clipNorm(settings.gradients, settings.length, clipLimit)
      : clipValue(settings.gradients, settings.length, clipLimit);
  store<f32>(norms + ((<usize>steps) << 2), <f32>norm);
}

/**
 * Prepares to train on batches of `batchSize` rows in an order [count], the last one short.
 * Writes each batch's mean loss to `lossAddress`, reads each step's coefficients from `stepAddress`.
 */
export function begin(
  partAddress: usize,
  orderAddress: usize,
  count: i32,
  batchSize: i32,
  lossAddress: usize,
  stepAddress: usize,
): void {
  job = TRAIN;
  start(partAddress, orderAddress, count, batchSize, lossAddress);
  coefficients = stepAddress;
}

/** Prepares to measure ‖∂L/∂a‖² of every hidden layer over one batch of `count` rows; no step. */
export function beginNorms(
  partAddress: usize,
  orderAddress: usize,
  count: i32,
  lossAddress: usize,
): void {
  job = NORMS;
  start(partAddress, orderAddress, count, count, lossAddress);
  for (let l = 0; l < layers; l++) layer(l).norm = 0;
}

function start(partAt: usize, orderAt: usize, count: i32, batchSize: i32, lossesAt: usize): void {
  part = partAt;
  order = orderAt;
  rows = count;
  batch = batchSize;
  losses = lossesAt;
  setCriterion(lossCoefficients, lossWeights);
  steps = 0;
  before = 0;
  beginStep();
}

function beginStep(): void {
  phase = TRANSPOSE;
  done = 0;
  at = 1;
  within = 0;
  sum = 0;
  divisor = <f64>size();
  if (lossWeights && before < rows)
    divisor = weightOfRows(changetype<Part>(part), order, before, before + size(), lossWeights);
  share = 1 / (divisor * elements);
}

/** Rows of the current step. */
function size(): i32 {
  return min(batch, rows - before);
}

/** The completed fraction of the current step, by rows: 0 … 1. */
export function fraction(): f64 {
  return before >= rows ? 0 : <f64>done / <f64>size();
}

/**
 * Works until about `budget` floating-point operations are done, or everything is. Returns the
 * number of steps finished since `begin`.
 */
export function advance(budget: f64): i32 {
  while (before < rows && budget > 0) {
    if (phase == TRANSPOSE) budget -= transposeSome();
    else if (phase == PANELS) budget -= somePanels();
    else if (phase == WEIGHTS) budget -= weights();
    else budget -= updateSome();
  }
  return steps;
}

/** Transposes some of a weight, because the last step outdated its transpose. */
function transposeSome(): f64 {
  if (at >= layers) {
    beginChunk();
    return 0;
  }
  const each = layer(at);
  const quads = max(1, transposedAtOnce / (each.inputs << 2));
  const to = min(within + (quads << 2), each.outputs);
  prepareLayer(each, within, to);
  const cost = <f64>(to - within) * <f64>each.inputs;
  within = to;
  if (within == each.outputs) {
    at += 1;
    within = 0;
  }
  return cost;
}

function beginChunk(): void {
  phase = PANELS;
  at = 0;
  panels = min(chunk, (size() - done + 7) >> 3);
}

/** Gathers panel `p` from `position` of the order on. */
function gatherPanel(p: i32, position: i32, count: i32): void {
  const first = layer(0);
  const x = first.x + <usize>p * first.xStride;
  gather(changetype<Part>(part), order, position, count, x);
}

/** The loss of panel `p`, and its gradient. */
function losePanel(p: i32, position: i32, count: i32): void {
  const last = layer(layers - 1);
  const z = last.a + <usize>p * last.aStride;
  const delta = last.delta + <usize>p * last.aStride;
  gatherTargets(changetype<Part>(part), order, position, count, targets);
  sum += panelLoss(loss, z, targets, delta, outputs, count, share);
}

/** Some panels forward and back. */
function somePanels(): f64 {
  const all = size();
  const some = min(group, panels - at);
  const from = done;
  for (let k = 0; k < some; k++) {
    const row = from + (k << 3);
    gatherPanel(at + k, before + row, min(8, all - row));
  }
  // Samples in the last of these panels.
  const samples = min(8, all - from - ((some - 1) << 3));
  forward(at, some, samples);
  for (let k = 0; k < some; k++) {
    const row = from + (k << 3);
    losePanel(at + k, before + row, min(8, all - row));
  }
  backward(at, some, samples, job == NORMS);
  done = min(all, from + (some << 3));
  at += some;
  if (at == panels) {
    if (job == TRAIN) {
      phase = WEIGHTS;
      at = 0;
      within = 0;
    } else if (done == all) finishStep();
    else beginChunk();
  }
  return panelCost * some;
}

/** Some inputs' share of a weight gradient, over the chunk. */
function weights(): f64 {
  const each = layer(at);
  const fresh = done <= chunk << 3;
  const to = min(within + inputsAtOnce, each.inputs);
  weightsOfLayer(each, transposedDelta, within, to, panels, fresh);
  if (within == 0) {
    biasesOfLayer(each, panels, fresh);
  }
  const cost = 16 * <f64>panels * <f64>(to - within) * <f64>each.outputs;
  within = to;
  if (within == each.inputs) {
    within = 0;
    at += 1;
    if (at == layers) {
      if (done == size()) {
        if (clipKind != NO_LIMIT) clip();
        phase = UPDATE;
        at = 0;
      } else beginChunk();
    }
  }
  return cost;
}

/** Some parameters' step. */
function updateSome(): f64 {
  const settings = changetype<Optimizer>(optimizer);
  const to = min(at + parametersAtOnce, settings.length);
  update(settings, coefficients, at, to);
  const cost = 8 * <f64>(to - at);
  at = to;
  if (at == settings.length) {
    coefficients += (<usize>stepFloats) << 2;
    clearParameters(changetype<Part>(part).inputs);
    finishStep();
  }
  return cost;
}

/**
 * The mean loss, from a sum in float64. PyTorch sums in float32: if that overflows, the mean is infinite and
 * the trial has diverged, however small the mean would be.
 */
function meanLoss(): f32 {
  const single = <f32>sum;
  return isFinite(single) ? <f32>(sum / divisor) : single;
}

function finishStep(): void {
  store<f32>(losses + ((<usize>steps) << 2), meanLoss());
  steps += 1;
  before += size();
  beginStep();
}

/** Only the products of one step over `count` rows, on whatever is in memory: for bench/. */
export function multiply(count: i32): void {
  for (let rest = (count + 7) >> 3; rest > 0; rest -= chunk) {
    const some = min(rest, chunk);
    for (let p = 0; p < some; p += group) multiplyPanels(p, min(group, some - p));
    for (let l = 0; l < layers; l++) {
      const m = layer(l);
      for (let from = 0; from < m.inputs; from += inputsAtOnce) {
        const to = min(from + inputsAtOnce, m.inputs);
        weightsOfLayer(m, transposedDelta, from, to, some, true);
      }
    }
  }
}

export let lossSum: f64 = 0;
export let correctCount: i32 = 0;
export let absoluteSum: f64 = 0;

/** Sums the losses, hits and absolute errors of the rows `from` … `to` − 1 into the three variables above. */
export function evaluate(partAddress: usize, from: i32, to: i32): void {
  const data = changetype<Part>(partAddress);
  const first = layer(0);
  const z = layer(layers - 1).a;
  lossSum = 0;
  correctCount = 0;
  absoluteSum = 0;
  setCriterion(0, 0);
  for (let position = from; position < to; position += 8) {
    const count = min(8, to - position);
    gather(data, 0, position, count, first.x);
    gatherTargets(data, 0, position, count, targets);
    forward(0, 1, 8);
    lossSum += panelLoss(measuredLoss, z, targets, 0, outputs, count, 0);
    if (classified) correctCount += correct(z, targets, outputs, count);
    else absoluteSum += absoluteError(z, targets, count);
  }
}
