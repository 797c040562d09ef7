// Training as work that can be paused and resumed at any point, as in ../train.ts: here the whole batch is in memory,
// because some operations must see it before any row goes on. The operations are cut into segments: each but the first
// begins with such an operation. A few panels at a time go through a segment, so that they stay in the cache; in the
// last segment they turn round at once.
import { gather, gatherTargets, Part } from '../gather';
import {
  drawLayerOp,
  measureBackLayerOp,
  measureLayerOp,
  prepareLayerOp,
  settleBackLayerOp,
  settleLayerOp,
  weightsLayerOp,
} from '../generated/layer-op';
import { panelLoss } from '../generated/loss';
import { clipNorm, clipValue } from '../clip';
import { among } from '../lanes';
import { setCriterion, weightOfRows } from '../loss';
import { Optimizer, stepFloats, update } from '../optimizer';
import { absoluteError, correct } from '../sums';
import { backward, forward, setScratch } from './network';
import { opAt, ops, setOps } from './op';

/** What `begin`, `beginNorms` or `beginPass` started. */
const TRAIN = 0;
const NORMS = 1;
const PASS = 2;

/** A step's phases, in their order; FORWARD and BACKWARD alternate in the last segment. */
const PREPARE = 0;
const DRAW = 1;
const FORWARD = 2;
const BACKWARD = 3;
const WEIGHTS = 4;
const UPDATE = 5;

const parametersAtOnce = 16384;
const drawsAtOnce = 16384;

/** What every step needs; filled by the engine once per trial. */
@unmanaged
export class Setup {
  ops: usize;
  count: i32;
  /** First operations of the segments, [segments] as i32; the first is 0. */
  starts: usize;
  segments: i32;
  /** The network's input and output: panels, `stride` bytes apart. */
  x: usize;
  xStride: usize;
  z: usize;
  zStride: usize;
  dz: usize;
  outputs: i32;
  /** Its number in generated/loss.ts, whether targets are classes, and a row's weight in the divisor. */
  loss: i32;
  classified: i32;
  elements: i32;
  /** The loss that parts are measured by; and of the training's loss its coefficients and weights by class, or 0. */
  measured: i32;
  criterion: usize;
  classWeights: usize;
  /** 0 for no limit of the gradients, 1 for one of their norm, 2 for one of each; where the norms go, [steps]. */
  clips: i32;
  limit: f64;
  norms: usize;
  /** Room for the targets of a panel, and for the gradients of panels that go together. */
  targets: usize;
  scratch: usize;
  /** Panels that go through a segment together, and that a weight's gradient is summed over at once. */
  group: i32;
  chunk: i32;
  optimizer: usize;
  /** Padded tensors, [pads] of Padded. */
  padded: usize;
  pads: i32;
}

/** A weight in quads of four rows, [rows / 4][columns][4], whose padding must stay zero. */
@unmanaged
export class Padded {
  address: usize;
  rows: i32;
  columns: i32;
  /** Columns with the padding; rows are padded to a multiple of four. */
  width: i32;
}

let setup: usize = 0;
let job = TRAIN;
let part: usize = 0;
let order: usize = 0;
let rows = 0;
let batch = 0;
let losses: usize = 0;
let coefficients: usize = 0;

let phase = PREPARE;
/** Rows before the current step. */
let before = 0;
let panels = 0;
let segment = 0;
/** First panel of those at work, the operation at which they are, and where that is within it. */
let panel = 0;
let at = 0;
let within = 0;
let steps = 0;
let sum: f64 = 0;
/** What the sum of the step's losses is divided by, and for its gradient. */
let divisor: f64 = 0;
let share: f64 = 0;
/** Floating-point operations of the current step so far, and of all of it. */
let spent: f64 = 0;
let wanted: f64 = 1;

export function setTraining(address: usize): void {
  setup = address;
  const s = changetype<Setup>(address);
  setOps(s.ops, s.count);
  setScratch(s.scratch);
}

/** As in ../train.ts. */
export function begin(
  partAddress: usize,
  orderAddress: usize,
  count: i32,
  batchSize: i32,
  lossAddress: usize,
  stepAddress: usize,
): void {
  job = TRAIN;
  coefficients = stepAddress;
  start(partAddress, orderAddress, count, batchSize, lossAddress);
}

/** Prepares to measure ‖∂L/∂a‖² of every activation over one batch of `count` rows: no step, no buffers. */
export function beginNorms(
  partAddress: usize,
  orderAddress: usize,
  count: i32,
  lossAddress: usize,
): void {
  job = NORMS;
  for (let o = 0; o < ops; o++) opAt(o).norm = 0;
  start(partAddress, orderAddress, count, count, lossAddress);
}

/** Prepares to go forward and back once, by the input and the gradient that are in memory: for tests and bench/. */
export function beginPass(count: i32, lossAddress: usize): void {
  job = PASS;
  start(0, 0, count, count, lossAddress);
}

function start(partAt: usize, orderAt: usize, count: i32, batchSize: i32, lossesAt: usize): void {
  part = partAt;
  order = orderAt;
  rows = count;
  batch = batchSize;
  losses = lossesAt;
  const s = changetype<Setup>(setup);
  setCriterion(s.criterion, s.classWeights);
  steps = 0;
  before = 0;
  beginStep();
}

function beginStep(): void {
  phase = PREPARE;
  at = 0;
  within = 0;
  sum = 0;
  spent = 0;
  panels = (size() + 7) >> 3;
  const s = changetype<Setup>(setup);
  divisor = <f64>size();
  if (s.classWeights && job != PASS && before < rows)
    divisor = weightOfRows(changetype<Part>(part), order, before, before + size(), s.classWeights);
  share = 1 / (divisor * <f64>s.elements);
  wanted = 1;
  for (let index = 0; index < ops; index++) {
    const o = opAt(index);
    wanted += <f64>panels * (2 * o.cost + <f64>o.pieces * o.pieceCost);
  }
}

/** Rows of the current step. */
function size(): i32 {
  return min(batch, rows - before);
}

/** The completed fraction of the current step, by its operations: 0 only before the first of them. */
export function fraction(): f64 {
  return before >= rows || spent == 0 ? 0 : min(spent / wanted, 0.999);
}

/** Works until about `budget` floating-point operations are done, or everything is. Returns the steps finished. */
export function advance(budget: f64): i32 {
  while (before < rows && budget > 0) {
    const cost = 1 + piece();
    budget -= cost;
    // A step that is finished has begun the next one.
    if (phase != PREPARE || at > 0) spent += cost;
  }
  return steps;
}

function piece(): f64 {
  if (phase == PREPARE) return prepare();
  if (phase == DRAW) return draw();
  if (phase == FORWARD) return goForward();
  if (phase == BACKWARD) return goBack();
  if (phase == WEIGHTS) return weights();
  return updateSome();
}

function prepare(): f64 {
  if (at >= ops) {
    phase = DRAW;
    at = 0;
    return 0;
  }
  const o = opAt(at);
  at += 1;
  if (!o.prepares) return 0;
  prepareLayerOp(o);
  return <f64>o.inputs * <f64>o.outputs;
}

/** Draws for a whole batch, operation by operation: the order of PyTorch, which does them one after the other. */
function draw(): f64 {
  if (at >= ops) {
    startForward();
    return 0;
  }
  const o = opAt(at);
  if (!o.draws) {
    at += 1;
    return 0;
  }
  const all = size();
  const to = min(within + max(1, drawsAtOnce / o.outputs), all);
  drawLayerOp(o, within, to);
  const cost = 20 * <f64>(to - within) * <f64>o.outputs;
  within = to;
  if (within == all) {
    within = 0;
    at += 1;
  }
  return cost;
}

function startForward(): void {
  phase = FORWARD;
  segment = 0;
  panel = 0;
  at = 0;
}

function startOf(index: i32): i32 {
  const s = changetype<Setup>(setup);
  return index < s.segments ? load<i32>(s.starts + ((<usize>index) << 2)) : ops;
}

/** Panels at work, and samples of the last of them. */
function together(): i32 {
  return min(changetype<Setup>(setup).group, panels - panel);
}

function samplesOf(count: i32): i32 {
  return min(8, size() - ((panel + count - 1) << 3));
}

/** One operation forward for the panels at work, or what follows the last one of the segment. */
function goForward(): f64 {
  const s = changetype<Setup>(setup);
  const count = together();
  if (segment == 0 && at == 0 && within == 0) {
    for (let k = panel; job != PASS && k < panel + count; k++) {
      const row = k << 3;
      const x = s.x + <usize>k * s.xStride;
      gather(changetype<Part>(part), order, before + row, min(8, size() - row), x);
    }
    within = 1;
  }
  const end = startOf(segment + 1);
  if (at < end) {
    const o = opAt(at);
    forward(o, panel, count, true);
    at += 1;
    return o.cost * count;
  }
  within = 0;
  if (segment == s.segments - 1) {
    for (let k = panel; job != PASS && k < panel + count; k++) losePanel(s, k);
    phase = BACKWARD;
    at = ops - 1;
    return 0;
  }
  const o = opAt(end);
  measureLayerOp(o, panel, count, samplesOf(count));
  panel += count;
  if (panel == panels) {
    settleLayerOp(o, size(), job != NORMS);
    segment += 1;
    panel = 0;
  }
  at = startOf(segment);
  return o.cost * count;
}

/** The loss of panel `p`, and its gradient. */
function losePanel(s: Setup, p: i32): void {
  const row = p << 3;
  const count = min(8, size() - row);
  gatherTargets(changetype<Part>(part), order, before + row, count, s.targets);
  const z = s.z + <usize>p * s.zStride;
  const delta = s.dz + <usize>p * s.zStride;
  sum += panelLoss(s.loss, z, s.targets, delta, s.outputs, count, share);
}

/** One operation back for the panels at work, or what follows the first one of the segment. */
function goBack(): f64 {
  const s = changetype<Setup>(setup);
  const count = together();
  const start = startOf(segment);
  if (segment == 0 ? at >= 0 : at > start) {
    const o = opAt(at);
    backward(o, panel, count, samplesOf(count), job == NORMS);
    at -= 1;
    return o.cost * count;
  }
  if (segment > 0) measureBackLayerOp(opAt(start), panel, count);
  panel += count;
  const last = segment == s.segments - 1;
  if (panel < panels) {
    if (last) phase = FORWARD;
    at = last ? start : startOf(segment + 1);
  } else if (segment > 0) {
    settleBackLayerOp(opAt(start), size());
    segment -= 1;
    panel = 0;
    at = start;
  } else if (job != NORMS) {
    phase = WEIGHTS;
    panel = 0;
    at = 0;
  } else finishStep();
  return 0;
}

/** A piece of a weight's gradient, over some panels. */
function weights(): f64 {
  while (at < ops && opAt(at).pieces == 0) at += 1;
  if (at == ops) {
    phase = UPDATE;
    at = 0;
    if (job == PASS) finishStep();
    else clip();
    return 0;
  }
  const o = opAt(at);
  const count = min(changetype<Setup>(setup).chunk, panels - panel);
  weightsLayerOp(o, within, panel, count, panel == 0);
  within += 1;
  if (within == o.pieces) {
    within = 0;
    panel += count;
    if (panel == panels) {
      panel = 0;
      at += 1;
    }
  }
  return o.pieceCost * count;
}

/** Limits the gradients, and writes their norm before. */
function clip(): void {
  const s = changetype<Setup>(setup);
  if (!s.clips) return;
  const settings = changetype<Optimizer>(s.optimizer);
  const norm =
    s.clips == 1
      ? clipNorm(settings.gradients, settings.length, s.limit)
      : clipValue(settings.gradients, settings.length, s.limit);
  store<f32>(s.norms + ((<usize>steps) << 2), <f32>norm);
}

function updateSome(): f64 {
  const settings = changetype<Optimizer>(changetype<Setup>(setup).optimizer);
  const to = min(at + parametersAtOnce, settings.length);
  update(settings, coefficients, at, to);
  const cost = 8 * <f64>(to - at);
  at = to;
  if (at == settings.length) {
    coefficients += (<usize>stepFloats) << 2;
    clearParameters();
    finishStep();
  }
  return cost;
}

/** Zeroes the padding of parameters, which a step may have turned into NaN: see `clear` of linear's kernel. */
function clearParameters(): void {
  const s = changetype<Setup>(setup);
  for (let index = 0; index < s.pads; index++) {
    const each = changetype<Padded>(s.padded + <usize>index * offsetof<Padded>());
    const quad = (<usize>each.width) << 4;
    const real = (<usize>each.columns) << 4;
    const end = each.address + <usize>((each.rows + 3) >> 2) * quad;
    if (real < quad)
      for (let w = each.address; w < end; w += quad) memory.fill(w + real, 0, quad - real);
    if (!(each.rows & 3)) continue;
    const kept = among(0, each.rows & 3);
    for (let w = end - quad; w < end; w += 16) v128.store(w, v128.and(v128.load(w), kept));
  }
}

/** As in ../train.ts. */
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

export let lossSum: f64 = 0;
export let correctCount: i32 = 0;
export let absoluteSum: f64 = 0;

/** Sums the losses, hits and absolute errors of the rows `from` … `to` − 1 into the three variables above. */
export function evaluate(partAddress: usize, from: i32, to: i32): void {
  const s = changetype<Setup>(setup);
  const data = changetype<Part>(partAddress);
  lossSum = 0;
  correctCount = 0;
  absoluteSum = 0;
  setCriterion(0, 0);
  for (let position = from; position < to; position += s.group << 3) {
    const some = min(s.group, (to - position + 7) >> 3);
    for (let k = 0; k < some; k++) {
      const row = position + (k << 3);
      gather(data, 0, row, min(8, to - row), s.x + <usize>k * s.xStride);
    }
    for (let o = 0; o < ops; o++) forward(opAt(o), 0, some, false);
    for (let k = 0; k < some; k++) {
      const row = position + (k << 3);
      const count = min(8, to - row);
      const z = s.z + <usize>k * s.zStride;
      gatherTargets(data, 0, row, count, s.targets);
      lossSum += panelLoss(s.measured, z, s.targets, 0, s.outputs, count, 0);
      if (s.classified) correctCount += correct(z, s.targets, s.outputs, count);
      else absoluteSum += absoluteError(z, s.targets, count);
    }
  }
}
