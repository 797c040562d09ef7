/** Small pictures of results: lines over the epochs, or a heatmap, by the lab's own models and scales. */
import type { Experiment } from '../../src/document/schema.ts';
import { spread } from '../../src/figures/charts/spread.ts';
import type { ChartModel } from '../../src/figures/charts/model.ts';
import { coordinate, linePath } from '../../src/figures/charts/svg-parts.ts';
import { drawnCell, heatmapOf } from '../../src/figures/heatmap/cells.ts';
import { gridOf } from '../../src/figures/heatmap/grid.ts';
import { shades, type GalleryPicture } from '../../src/course/gallery/picture.ts';
import type { Mark } from '../../src/figures/marks.ts';
import { FigureModels } from '../../src/figures/models.ts';
import { figuresOf } from '../../src/figures/specs.ts';
import { badgeOf } from '../../src/insights/diagnosis.ts';
import type { TrialState } from '../../src/lab/state.ts';
import { columnsOf, mainColumn } from '../../src/text/columns.ts';

const [width, height] = [320, 180];
const rowHeight = 16;

interface Drawn {
  /** A figure over the epochs by its id, or the heatmap of the main metric. */
  readonly figure: string;
  /** The parts that are drawn; both where left out. */
  readonly part?: 'train' | 'test';
  /** What is read out. */
  readonly title: string;
}

const drawn: Readonly<Record<string, Drawn>> = {
  'iris-in-a-second': {
    figure: 'accuracy',
    part: 'test',
    title: 'Test accuracy over 30 epochs at three learning rates',
  },
  'how-deep': {
    figure: 'heatmap',
    title: 'Test accuracy by initialisation and depth',
  },
  activations: {
    figure: 'accuracy',
    part: 'test',
    title: 'Test accuracy over 8 epochs with five activations',
  },
  'optimisers-by-rate': {
    figure: 'heatmap',
    title: 'Test error by optimiser and learning rate',
  },
  overfitting: {
    figure: 'loss',
    title: 'Training and test loss over 40 epochs',
  },
  luck: {
    figure: 'accuracy',
    part: 'test',
    title: 'Test accuracy over 6 epochs with five seeds',
  },
};

/** @throws Error for a card that has no picture yet */
export function picture(
  name: string,
  experiment: Experiment,
  trials: readonly TrialState[],
): GalleryPicture {
  const wanted = drawn[name];
  if (wanted === undefined)
    throw new Error(`cli/gallery/draw.ts does not say how to draw ${name}.`);
  const marks =
    wanted.figure === 'heatmap'
      ? heatmap(experiment, trials)
      : lines(experiment, trials, wanted.figure, wanted.part);
  return { title: wanted.title, width, height, marks };
}

function lines(
  { axes }: Experiment,
  trials: readonly TrialState[],
  id: string,
  part: Drawn['part'],
): Mark[] {
  const figure = figuresOf(
    trials.map(({ plan }) => plan.trial),
    trials.map(({ classes }) => classes),
  ).find(({ spec }) => spec.id === id);
  if (figure === undefined) throw new Error(`There is no figure ${id}.`);
  const whole = new FigureModels(axes, badgeOf).model(figure, trials);
  const model: ChartModel = {
    ...whole,
    lines: whole.lines.filter(({ name }) => part === undefined || name === part),
  };
  const values = model.lines.flatMap((line) => line.values.filter((value) => value !== null));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const last = model.x.length - 1;
  const named = model.lines.map((line) => ({
    line,
    group: model.groups.find(({ id: group }) => group === line.group)!,
    text: '',
  }));
  for (const each of named) {
    each.text = part === undefined ? each.line.name : each.group.label;
  }
  const room = 12 + Math.max(...named.map(({ text }) => text.length)) * 7;
  const frame = { left: 10, right: width - room, top: 12, bottom: height - 14 };
  const left = (at: number) => frame.left + (at / last) * (frame.right - frame.left);
  const top = (value: number) =>
    frame.bottom - ((value - low) / (high - low)) * (frame.bottom - frame.top);
  const grid: Mark[] = [0, 1 / 3, 2 / 3, 1].map((share) => ({
    kind: 'path',
    role: share === 0 ? 'axis' : 'grid',
    d: `M${frame.left} ${coordinate(frame.bottom - share * (frame.bottom - frame.top))}H${coordinate(frame.right)}`,
  }));
  const ends = named.map(({ line }) => top(line.values[last] ?? low));
  const places = spread(ends, rowHeight, frame.top, frame.bottom);
  return [
    ...grid,
    ...named.map(({ line, group }): Mark => ({
      kind: 'path',
      role: part === undefined && line.dashed ? 'dashed' : 'line',
      state: `series-${group.style.colour}`,
      d: rounded(
        linePath(
          line.values.map((value, at) => (value === null ? null : [left(at), top(value)])),
          false,
        ),
      ),
    })),
    ...named.map(({ text }, at): Mark => ({
      kind: 'text',
      role: 'label',
      x: Math.round(frame.right + 6),
      y: Math.round(places[at]! + 4),
      text,
    })),
  ];
}

/** A tenth of a pixel is enough, and half of the bytes. */
const rounded = (d: string): string =>
  d.replaceAll(/\d{1,4}\.\d\d?/g, (number) => String(Math.round(Number(number) * 10) / 10));

function heatmap({ axes }: Experiment, trials: readonly TrialState[]): Mark[] {
  const metric = mainColumn(columnsOf(trials, axes));
  const grid = gridOf(trials, axes);
  if (metric === undefined || grid === null) throw new Error('There is no grid to draw.');
  const map = heatmapOf(trials, grid, metric);
  const rows = grid.panels[0]!.rows;
  const heads = grid.rows?.heads ?? [];
  const room = Math.round(10 + Math.max(...heads.map(({ label }) => label.length)) * 7.5);
  const cell = {
    width: (width - room - 8) / rows[0]!.length,
    height: (height - 36) / rows.length,
  };
  return [
    ...rows.flatMap((cells, row) =>
      cells.map(({ trial }, column): Mark => {
        const { place } = drawnCell(map, trial);
        return {
          kind: 'rect',
          role: place === null ? 'grid' : `shade-${Math.round(place * (shades - 1))}`,
          x: Math.round(room + column * cell.width),
          y: Math.round(8 + row * cell.height),
          width: Math.round(cell.width - 3),
          height: Math.round(cell.height - 3),
          rx: 2,
        };
      }),
    ),
    ...heads.map(({ label }, row): Mark => ({
      kind: 'text',
      role: 'label',
      x: room - 6,
      y: Math.round(8 + (row + 0.5) * cell.height + 2),
      text: label,
      anchor: 'end',
    })),
    ...grid.columns.heads.map(({ label }, column): Mark => ({
      kind: 'text',
      role: 'label',
      x: Math.round(room + (column + 0.5) * cell.width),
      y: height - 10,
      text: label,
      anchor: 'middle',
    })),
  ];
}
