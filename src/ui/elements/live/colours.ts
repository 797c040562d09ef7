/** The colours of the live network, read from the page's own: they follow its theme. */
import type { LivePalette, Rgb } from '../../../protocol/live.ts';

export interface LiveColours extends LivePalette {
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly paper: string;
  readonly accent: string;
}

/** @param place an element whose custom properties count; it is inside a document */
export function coloursAt(place: ParentNode): LiveColours {
  const probe = document.createElement('span');
  probe.hidden = true;
  place.append(probe);
  const read = (name: string): string => {
    probe.style.color = `var(--a2-${name})`;
    return getComputedStyle(probe).color;
  };
  try {
    return {
      negative: rgbOf(read('series-5')),
      zero: rgbOf(read('raised')),
      positive: rgbOf(read('series-6')),
      ink: read('ink'),
      soft: read('soft'),
      line: read('line-strong'),
      paper: read('raised'),
      accent: read('accent'),
    };
  } finally {
    probe.remove();
  }
}

/** "rgb(1, 2, 3)" → [1, 2, 3]; grey if it is written otherwise. */
function rgbOf(text: string): Rgb {
  const [r, g, b] = (/^rgba?\(([^)]*)\)/.exec(text)?.[1] ?? '').split(/[ ,/]+/).map(Number);
  const valid = [r, g, b].every((each) => each !== undefined && Number.isFinite(each));
  return valid ? [r!, g!, b!] : [128, 128, 128];
}

export const cssOf = ([r, g, b]: Rgb, alpha = 1): string => `rgb(${r} ${g} ${b} / ${alpha})`;

/** Sets a canvas to its size on the screen and gives its context, in CSS pixels; null if it is not shown. */
export function sharp(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null {
  const { clientWidth: width, clientHeight: height } = canvas;
  const context = canvas.getContext('2d');
  if (context === null || width === 0 || height === 0) return null;
  const ratio = devicePixelRatio;
  const [w, h] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== w || canvas.height !== h) {
    canvas.width = w;
    canvas.height = h;
  }
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

/** One map of a frame into a canvas of the maps' own size. */
export function paintMap(
  canvas: HTMLCanvasElement,
  maps: Uint8ClampedArray<ArrayBuffer>,
  index: number,
  side: number,
): void {
  if (canvas.width !== side) canvas.width = canvas.height = side;
  const bytes = side * side * 4;
  const data = maps.subarray(index * bytes, (index + 1) * bytes);
  canvas.getContext('2d')?.putImageData(new ImageData(data, side, side), 0, 0);
}
