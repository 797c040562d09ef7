import type { SettingsOf } from '../../kinds/fields.ts';
import type { LayerMemory, PlacedLayer } from '../../kinds/layer.ts';
import { featureBytes, quads } from '../../shared/panels.ts';
import { backwardPasses, type BackwardPass } from './lib/passes.ts';
import type meta from './meta.ts';

type Settings = SettingsOf<typeof meta.fields>;

/** Floats from one quad of the weight to the next. */
const quadOf = ({ inputs }: PlacedLayer, { kernel }: Settings): number =>
  quads(inputs[0]! * kernel ** 2) * 4;

export default {
  place: (op, settings, room) => {
    const [channels = 0, height = 0, width = 0] = op.inputs;
    const [outputs = 0, outHeight = 0, outWidth = 0] = op.outputs;
    const { weight, bias } = op.tensors;
    const { kernel, stride, padding } = settings;
    const [rows, columns] = [height + 2 * padding, width + 2 * padding];
    const offsets = Int32Array.from({ length: channels * kernel ** 2 }, (_, tap) => {
      const [c, ky] = [Math.floor(tap / kernel ** 2), Math.floor(tap / kernel) % kernel];
      return ((c * rows + ky) * columns + (tap % kernel)) * featureBytes;
    });
    const forward = room.structure('ConvPass', {
      table: room.words(offsets),
      taps: offsets.length,
      weight: weight!.value,
      quad: quadOf(op, settings) * 4,
      channels: outputs,
      rows: outHeight,
      columns: outWidth,
      from: 0,
      fromRow: stride * columns * featureBytes,
      fromColumn: stride * featureBytes,
      to: 0,
      toRow: outWidth * featureBytes,
      toColumn: featureBytes,
      toPlane: outHeight * outWidth * featureBytes,
    });
    const { before, after, passes } = backwardPasses(op.inputs, op.outputs, settings);
    const sources = op.passes
      ? passes.flatMap((pass) => Array.from(sourcesOf(pass, channels, quadOf(op, settings))))
      : [];
    const packed = room.allocate(sources.length * 4);
    let at = packed;
    const backs = (op.passes ? passes : []).map(({ taps, ...pass }) => {
      const own = at;
      at += quads(channels) * taps.length * 4;
      return room.structure('ConvPass', {
        ...pass,
        table: room.words(Int32Array.from(taps, ({ offset }) => offset)),
        taps: taps.length,
        weight: own,
        quad: taps.length * 16,
        channels,
      });
    });
    const borders = before + after;
    const deltas = outputs * (outHeight + borders) * (outWidth + borders);
    return room.structure('Conv2d', {
      forward,
      back: room.words(Int32Array.from(backs)),
      backs: backs.length,
      bias: bias?.value ?? 0,
      biasStep: bias === undefined ? 0 : 16,
      weightGradient: weight!.gradient,
      biasGradient: bias?.gradient ?? 0,
      gradientQuad: quadOf(op, settings),
      channels,
      height,
      width,
      padded: padding > 0 ? room.allocate(channels * rows * columns * featureBytes) : 0,
      padding,
      outputs,
      outHeight,
      outWidth,
      paddedDelta: op.passes && borders > 0 ? room.allocate(deltas * featureBytes) : 0,
      before,
      after,
      stride,
      sources: room.words(Int32Array.from(sources)),
      packed,
      numbers: sources.length,
    });
  },
  pieces: (_, { channels }) => Math.ceil(channels / 4),
} satisfies LayerMemory<Settings>;

/** Where the numbers of a pass's weight, [channels / 4][taps][4], come from, in bytes of the layer's; −1 for padding. */
function sourcesOf({ taps }: BackwardPass, channels: number, quad: number): Int32Array {
  return Int32Array.from({ length: quads(channels) * taps.length }, (_, at) => {
    const { output, tap } = taps[Math.floor(at / 4) % taps.length]!;
    const c = Math.floor(at / 4 / taps.length) * 4 + (at % 4);
    if (c >= channels) return -1;
    return ((output >> 2) * quad + tap(c) * 4 + (output & 3)) * 4;
  });
}
