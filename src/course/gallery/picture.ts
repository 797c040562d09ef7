/** A card's picture: a small drawing of real results, as marks that the page gives its colours. */
import type { Mark } from '../../figures/marks.ts';

export interface GalleryPicture {
  /** Read out in place of the picture. */
  readonly title: string;
  readonly width: number;
  readonly height: number;
  readonly marks: readonly Mark[];
}

export const pictureUrl = (name: string, base: string): URL =>
  new URL(`gallery/pictures/${name}.json`, base);

/** Shades of a heatmap's cells, from the worst to the best. */
export const shades = 12;
