import type { SettingsOf } from '../../kinds/fields.ts';
import type { LayerLower, Shape } from '../../kinds/layer.ts';
import type meta from './meta.ts';

const text = (shape: Shape): string => `[${shape.join(', ')}]`;

/** The factor by which a picture shrinks; null if rows and columns do not shrink alike. */
function strideBetween([, height, width]: Shape, [, rows, columns]: Shape): number | null {
  const stride = Math.ceil(height! / rows!);
  const places = (n: number) => Math.floor((n - 1) / stride) + 1;
  return places(height!) === rows && places(width!) === columns ? stride : null;
}

/** The layer that gives the shortcut the shape of the body's output: equation 2 of the paper, without a bias. */
function projected(from: Shape, to: Shape) {
  if (from.length !== to.length) return null;
  if (to.length === 1) return { name: 'linear', width: to[0]!, bias: false };
  const stride = strideBetween(from, to);
  if (stride === null) return null;
  return { name: 'conv2d', channels: to[0]!, kernel: 1, stride, padding: 0, bias: false };
}

export default {
  lower: (input, { projection }, build) => {
    const body = build.layers(input, 'body');
    if (body === null) return null;
    const [from, to] = [build.shapeOf(input), build.shapeOf(body)];
    const same = text(from) === text(to);
    if (!projection) {
      if (same) return build.add(body, input);
      return build.refuse({
        at: 'layers',
        expected: `an output of the shape of the input, ${text(from)}, or a projection; the last layer gives ${text(to)}`,
      });
    }
    const settings = projected(from, to);
    if (settings === null) {
      return build.refuse({
        at: 'projection',
        expected: `an output that a projection of ${text(from)} can have; the last layer gives ${text(to)}`,
      });
    }
    const shortcut = build.layer(settings, input, 'shortcut');
    return shortcut === null ? null : build.add(body, shortcut);
  },
} satisfies LayerLower<SettingsOf<typeof meta.fields>>;
