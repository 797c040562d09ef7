/** How the prediction changes along one number, or across the values of a text column. */
import { html, nothing, svg, type TemplateResult } from 'lit';
import { significant } from '../../../base/numbers.ts';
import type { TargetWords } from '../../../text/target.ts';
import type { WhatIfCategory, WhatIfFeature } from '../../../lab/judge/types.ts';
import { named, optionOf } from './fields.ts';

/** Points of a curve along a number. */
export const points = 41;
/** At most this many values of a column are drawn. */
const maxDrawn = 24;
const longest = 18;

export interface Along {
  /** Predictions: at `points` places between low and high, or one per option. */
  readonly curve: readonly number[];
  /** The prediction for the row as it is. */
  readonly value: number;
  /** Raw, [features]. */
  readonly row: readonly number[];
  readonly words: TargetWords;
}

/** The axis of predictions: its ends and their format. */
function axisOf({ curve, value, words: { cap, brief } }: Along) {
  const usual = cap === null ? [value] : [0, cap.from];
  return {
    low: Math.min(...usual, ...curve),
    high: Math.max(...usual, ...curve),
    end: brief,
  };
}

const told = (text: string): TemplateResult => html`<p class="small">${text}</p>`;

export function numberFigure(feature: WhatIfFeature, at: number, along: Along): TemplateResult {
  const { curve, value, row, words } = along;
  const { low, high, end } = axisOf(along);
  const x = (place: number) =>
    40 + (250 * (place - feature.low)) / (feature.high - feature.low || 1);
  const y = (place: number) => 120 - (110 * (place - low)) / (high - low || 1);
  const line = curve.map((each, index) => `${40 + (250 * index) / (points - 1)},${y(each)}`);
  const own = Math.max(feature.low, Math.min(feature.high, row[at] ?? 0));
  const text = `As ${feature.name} goes from ${significant(feature.low)} to ${significant(feature.high)}, all else equal, the prediction goes from ${words.amount(curve[0]!)} to ${words.amount(curve.at(-1)!)}.`;
  return html`<svg viewBox="0 0 300 145" role="img" aria-label=${text}>
      ${svg`
        <line x1="40" y1="120" x2="290" y2="120"></line>
        <line x1="40" y1="10" x2="40" y2="120"></line>
        <text x="36" y="14" text-anchor="end">${end(high)}</text>
        <text x="36" y="120" text-anchor="end">${end(low)}</text>
        <text x="40" y="134">${significant(feature.low, 3)}</text>
        <text x="290" y="134" text-anchor="end">${significant(feature.high, 3)}</text>
        <text x="165" y="134" text-anchor="middle">${named(feature)}</text>
        <polyline points=${line.join(' ')}></polyline>
        <circle cx=${x(own)} cy=${y(value)} r="4"></circle>`}
    </svg>
    ${told(text)}`;
}

const short = (label: string): string =>
  label.length > longest ? `${label.slice(0, longest - 1)}…` : label;

/** One line per value, with a dot at its prediction; the row's own value has a filled dot. */
export function categoryFigure(category: WhatIfCategory, along: Along): TemplateResult {
  const { curve, row, words } = along;
  const { options, name } = category;
  const { low, high, end } = axisOf(along);
  const [least, most] = [Math.min(...curve), Math.max(...curve)];
  const at = (value: number) => options[curve.indexOf(value)]?.label ?? '';
  const text =
    least === most
      ? `The prediction is ${words.amount(least)} for every value of ${name}, all else equal.`
      : `As ${name} changes, all else equal, the prediction goes from ${words.amount(least)} (${at(least)}) to ${words.amount(most)} (${at(most)}).`;
  if (options.length > maxDrawn) return told(text);
  const own = optionOf(category, row);
  const x = (value: number) => 125 + (165 * (value - low)) / (high - low || 1);
  const end1 = 18 * options.length + 6;
  return html`<svg viewBox="0 0 300 ${end1 + 20}" role="img" aria-label=${text}>
      ${svg`
        <line x1="125" y1="4" x2="125" y2=${end1}></line>
        <line x1="125" y1=${end1} x2="290" y2=${end1}></line>
        <text x="125" y=${end1 + 14}>${end(low)}</text>
        ${high > low ? svg`<text x="290" y=${end1 + 14} text-anchor="end">${end(high)}</text>` : nothing}
        ${options.map(({ label }, index) => {
          const y = 14 + 18 * index;
          return svg`<text x="119" y=${y + 4} text-anchor="end">${short(label)}</text>
            <circle class=${index === own ? '' : 'other'} cx=${x(curve[index]!)} cy=${y}
              r=${index === own ? 5 : 4}></circle>`;
        })}`}
    </svg>
    ${told(text)}`;
}
