/** Marks of a picture as parts of a page: a mark's classes are its role and its state. */
import { nothing, svg, type SVGTemplateResult } from 'lit';
import type { Mark } from '../../figures/marks.ts';

export const drawMarks = (marks: readonly Mark[]): SVGTemplateResult[] => marks.map(drawMark);

function drawMark(mark: Mark): SVGTemplateResult {
  const { role, state } = mark;
  const names = state === undefined ? role : `${role} ${state}`;
  switch (mark.kind) {
    case 'path':
      return svg`<path class=${names} d=${mark.d}
        vector-effect=${mark.fixedWidth === true ? 'non-scaling-stroke' : nothing} />`;
    case 'rect':
      return svg`<rect class=${names} x=${mark.x} y=${mark.y} width=${mark.width} height=${mark.height}
        rx=${mark.rx ?? nothing} />`;
    case 'circle':
      return svg`<circle class=${names} cx=${mark.x} cy=${mark.y} r=${mark.r} />`;
    case 'text':
      return svg`<text class=${names} x=${mark.x} y=${mark.y}
        text-anchor=${mark.anchor ?? nothing}>${mark.text}</text>`;
  }
}
