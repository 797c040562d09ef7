// Panels' path through the operations and back.
import { setCoefficients } from '../activation';
import { activate, throughActivation } from '../generated/activation';
import { backwardLayerOp, forwardLayerOp } from '../generated/layer-op';
import { squares } from '../lanes';
import { activationKind, layerKind, Op } from './op';

/** Room for the gradients of panels that go together, where they are added to others. */
let scratch: usize = 0;

export function setScratch(address: usize): void {
  scratch = address;
}

/** y of panels `p` … `p` + `count` − 1. */
export function forward(o: Op, p: i32, count: i32, training: bool): void {
  if (o.kind == layerKind) {
    forwardLayerOp(o, p, count, training);
    return;
  }
  const bytes = (<usize>o.outputs) << 5;
  if (o.kind == activationKind) setCoefficients(o.own);
  for (let k = p; k < p + count; k++) {
    const x = o.x + <usize>k * o.xStride;
    const y = o.y + <usize>k * o.yStride;
    if (o.kind == activationKind) activate(o.code, x, y, x + bytes);
    else add(x, o.other + <usize>k * o.otherStride, y, bytes);
  }
}

/** Gradients of what it read, from that of y; the last panel has `samples` samples. */
export function backward(o: Op, p: i32, count: i32, samples: i32, norms: bool): void {
  if (o.kind == layerKind) {
    if (!o.dx) return;
    const own = o.dx + <usize>p * o.dxStride;
    const to = o.adds ? scratch : own;
    backwardLayerOp(o, to, o.dxStride, p, count, samples);
    if (o.adds) addPanels(own, to, o.dxStride, count, (<usize>o.inputs) << 5);
    return;
  }
  const bytes = (<usize>o.outputs) << 5;
  const dy = o.dy + <usize>p * o.dyStride;
  if (o.kind == activationKind) {
    if (norms) o.norm += squaresOf(dy, o.dyStride, count, bytes);
    if (o.dx) throughPanels(o, dy, p, count, bytes);
    return;
  }
  pass(dy, o.dyStride, o.dx, o.dxStride, o.adds != 0, p, count, bytes);
  pass(dy, o.dyStride, o.dOther, o.dOtherStride, o.addsOther != 0, p, count, bytes);
}

function throughPanels(o: Op, dy: usize, p: i32, count: i32, bytes: usize): void {
  setCoefficients(o.own);
  const own = o.dx + <usize>p * o.dxStride;
  const to = o.adds ? scratch : own;
  // x and y have the same shape, and thus strides.
  let kept = o.kept + <usize>p * o.xStride;
  for (let k = 0; k < count; k++, kept += o.xStride) {
    const from = dy + <usize>k * o.dyStride;
    const gradient = to + <usize>k * o.dxStride;
    if (gradient != from) memory.copy(gradient, from, bytes);
    throughActivation(o.code, gradient, kept, gradient + bytes);
  }
  if (o.adds) addPanels(own, to, o.dxStride, count, bytes);
}

/** A sum's gradient to one of its summands, unless they share their memory. */
function pass(
  dy: usize,
  stride: usize,
  to: usize,
  toStride: usize,
  adds: bool,
  p: i32,
  count: i32,
  bytes: usize,
): void {
  const own = to + <usize>p * toStride;
  if (!to || own == dy) return;
  if (adds) addPanels(own, dy, stride, count, bytes);
  else
    for (let k: usize = 0; k < <usize>count; k++)
      memory.copy(own + k * toStride, dy + k * stride, bytes);
}

/** to ← a + b */
function add(a: usize, b: usize, to: usize, bytes: usize): void {
  for (let at: usize = 0; at < bytes; at += 32) {
    v128.store(to + at, f32x4.add(v128.load(a + at), v128.load(b + at)));
    v128.store(to + at, f32x4.add(v128.load(a + at, 16), v128.load(b + at, 16)), 16);
  }
}

function addPanels(to: usize, from: usize, stride: usize, count: i32, bytes: usize): void {
  for (let k: usize = 0; k < <usize>count; k++) {
    const own = to + k * stride;
    add(own, from + k * stride, own, bytes);
  }
}

function squaresOf(first: usize, stride: usize, count: i32, bytes: usize): f64 {
  let sum: f64 = 0;
  for (let k = 0; k < count; k++, first += stride)
    for (let at = first; at < first + bytes; at += 16) sum += squares(v128.load(at));
  return sum;
}
