/** How the kernels keep a batch: panels of eight rows side by side, [features][8] of float32. */

/** Rows of a panel. */
export const panelRows = 8;

/** Bytes of one feature of a panel. */
export const featureBytes = panelRows * 4;

/** The next multiple of four. */
export const quads = (count: number): number => Math.ceil(count / 4) * 4;
