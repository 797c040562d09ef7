/** What the questions' programs gave where they were run, for the report: figures, agreement, output. */
import { base64Pieces } from '../../formats/base64.ts';
import { drawing, table } from '../answers/blocks.ts';
import { plain, warning, type ReportBlock } from './blocks.ts';
import type { HandIn } from './types.ts';

/** A PNG's width and height: two big-endian integers of its first chunk. */
function sizeOf(png: Uint8Array): [width: number, height: number] {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  return [view.getUint32(16), view.getUint32(20)];
}

/** Pixels of a program's figure for one of the report's units. */
const density = 2;

function picture(png: Uint8Array): string {
  const [width, height] = sizeOf(png).map((pixels) => Math.round(pixels / density)) as [
    number,
    number,
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img"><image width="${width}" height="${height}" href="data:image/png;base64,${[...base64Pieces(png)].join('')}"/></svg>`;
}

/** For the end of a question's answer; [] where its program was not run. @param question "I1d" */
export function ranBlocks({ ran = [] }: Pick<HandIn, 'ran'>, question: string): ReportBlock[] {
  const found = ran.find((each) => each.question === question);
  if (found === undefined) return [];
  const { file, ranIn, agrees, networks, figures, failed } = found;
  const heading: ReportBlock = { kind: 'heading', text: 'The program beside the lab' };
  if (failed !== '') return [heading, warning(`code/${file} was run and failed: ${failed}`)];
  return [
    heading,
    plain([`code/${file} was run in ${ranIn}.`, ...agrees].join(' ')),
    ...(networks === null ? [] : [table(networks)]),
    ...figures.map(({ name, png }) =>
      drawing(
        `program-${name
          .replace(/\.png$/, '')
          .toLowerCase()
          .replaceAll(/[^a-z0-9]+/g, '-')}`,
        `${name}, as drawn by code/${file}.`,
        picture(png),
      ),
    ),
  ];
}
