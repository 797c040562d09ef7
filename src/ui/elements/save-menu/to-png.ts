/** Renders an SVG to PNG. */

/**
 * @param svg a standalone SVG whose root has `width` and `height` in CSS pixels
 * @param scale pixels of the picture for each of them
 * @throws Error when the browser cannot read the drawing or make a picture of that size
 */
export async function toPng(svg: string, scale = 2): Promise<Blob> {
  const [root = ''] = /<svg\b[^>]*>/.exec(svg) ?? [];
  const size = (name: string) =>
    Math.round(Number(new RegExp(`\\s${name}="([^"]*)"`).exec(root)?.[1] ?? 0) * scale);
  const [width, height] = [size('width'), size('height')];
  if (!(width > 0 && height > 0)) {
    throw new Error(`cannot make an image of ${width} × ${height} pixels`);
  }
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image(width, height);
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = width;
    canvas.height = height;
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('the browser provides no canvas');
    context.drawImage(image, 0, 0, width, height);
    return await new Promise<Blob>((resolve, reject) => {
      canvas.toBlob((blob) => {
        if (blob === null)
          reject(new Error(`the browser could not encode an image of ${width} × ${height} pixels`));
        else resolve(blob);
      }, 'image/png');
    });
  } finally {
    URL.revokeObjectURL(url);
  }
}
