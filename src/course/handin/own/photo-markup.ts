/** A photo as the report's markup, whole in itself. */
import { base64Pieces } from '../../../formats/base64.ts';
import { escaped } from '../../../figures/charts/svg-parts.ts';
import type { Photo } from './types.ts';

/** By the bytes, which do not change: a report is written again with every change around them. */
const kept = new WeakMap<Uint8Array, string>();

export function photoMarkup({ jpeg, alt, width, height }: Photo): string {
  let data = kept.get(jpeg);
  if (data === undefined) {
    data = [...base64Pieces(jpeg)].join('');
    kept.set(jpeg, data);
  }
  return `<figure class="photo"><img src="data:image/jpeg;base64,${data}" alt="${escaped(alt)}" width="${width}" height="${height}" /></figure>`;
}
