import { assert } from 'chai';
import fc from 'fast-check';
import { confusionCsv, confusionSvg } from '../../src/figures/confusion/export.ts';
import { columnsCsv, columnsSvg } from '../../src/figures/columns.ts';
import { cellsCsv, mapSvg } from '../../src/figures/dataset-map/export.ts';
import { initialisationCsv, initialisationSvg } from '../../src/figures/initialisation/export.ts';
import { networkCsv } from '../../src/figures/network/text.ts';
import { binsCsv, pairsCsv, plotSvg, residualsSvg } from '../../src/figures/scatter/export.ts';
import {
  barCounts,
  judgedOf,
  plotsOf,
  residualBins,
  slices,
} from '../../src/figures/scatter/plots.ts';
import { columnBins } from '../../src/data/explore/columns.ts';
import { distribution } from '../../src/base/statistics/distribution.ts';
import { histogram } from '../../src/base/statistics/histogram.ts';
import { gridMeans } from '../../src/data/explore/places.ts';
import { summarise } from '../../src/base/statistics/summary.ts';
import { targetWords, type TargetWords } from '../../src/text/target.ts';

const rowsOf = (csv: string): string[][] => {
  assert.isTrue(csv.endsWith('\r\n'));
  return csv
    .trimEnd()
    .split('\r\n')
    .map((line) => line.split(','));
};

/** Every element closed, a size, no number that is none. */
function assertDrawing(text: string): void {
  const open: string[] = [];
  for (const [, closing, name, empty] of text.matchAll(/<(\/?)([a-z]+)(?:[^<>]*?)(\/?)>/g)) {
    if (closing === '/') assert.equal(open.pop(), name);
    else if (empty !== '/') open.push(name!);
  }
  assert.isEmpty(open);
  assert.match(text, /^<svg [^>]*width="[\d.]+" height="[\d.]+"/);
  assert.notMatch(text, /NaN|Infinity|undefined/);
}

describe('the files of a regression’s figures', () => {
  const houses = targetWords({ name: 'california-housing' });
  const ofTable: TargetWords = {
    ...houses,
    inUnits: false,
    frame: null,
    cap: null,
    unit: '$ a kilo',
    rows: 'rows',
  };

  const judged = judgedOf([1, 2.5, -0.25, 9], [1.5, 2, 1, 5.00001], houses);

  it('hold every row in full', () => {
    const [head, ...rows] = rowsOf(pairsCsv(judged));
    assert.deepEqual(head!.slice(1, 4), ['true value', 'predicted value', 'residual']);
    assert.deepEqual(rows[0], ['0', '1.5', '1', '-0.5', 'no']);
    assert.deepEqual(rows[3], ['3', '5.00001', '9', String(9 - 5.00001), 'yes']);
  });

  it('are drawn with a proper minus, what lies beyond at the ends', () => {
    for (const plot of plotsOf(judged)) assertDrawing(plotSvg(judged, plot));
    assert.include(plotSvg(judged, plotsOf(judged)[1]!), '>−4<');
    const drawn = residualsSvg(judged);
    assertDrawing(drawn);
    assert.include(drawn, '>−3<');
    assertDrawing(residualsSvg(judgedOf([], [], houses)));
  });

  it('have the axes and the unit of a column of one’s own, whatever it is called', () => {
    const own = judgedOf([10, 30], [0, 120], ofTable);
    const [first] = plotsOf(own);
    assert.deepEqual(first!.range, [0, 120]);
    const drawn = plotSvg(own, first!);
    assertDrawing(drawn);
    assert.include(drawn, 'true value, $ a kilo');
    assert.notInclude(drawn, '100,000');
    assert.notInclude(pairsCsv(own), 'yes');
  });

  it('count every residual once, in bins and in slices', () => {
    const value = fc.double({ min: -10, max: 10, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(value, value), { maxLength: 60 }),
        fc.boolean(),
        (pairs, own) => {
          const words = own ? ofTable : houses;
          const data = judgedOf(
            pairs.map(([said]) => said),
            pairs.map(([, known]) => known),
            words,
          );
          const bins = residualBins(data);
          const sum = (numbers: readonly number[]) => numbers.reduce((so, each) => so + each, 0);
          assert.equal(sum(barCounts(bins)), pairs.length);
          const [, ...rows] = rowsOf(binsCsv(bins));
          assert.equal(sum(rows.map((row) => Number(row[2]))), pairs.length);
          for (const plot of plotsOf(data)) {
            const found = slices(data, plot);
            assert.equal(sum(found.map(({ count }) => count)), pairs.length);
            for (const { from, to, mean, min, max } of found) {
              assert.isBelow(from, to);
              assert.isAtLeast(mean, min - 1e-9);
              assert.isAtMost(mean, max + 1e-9);
            }
            const total = sum(found.map(({ mean, count }) => mean * count));
            assert.closeTo(total, sum(data[plot.y]), 1e-6);
          }
        },
      ),
      // Values so near to zero that no slice between them has a width.
      {
        examples: [
          [
            [
              [0, 0],
              [0, -5e-324],
            ],
            true,
          ],
        ],
      },
    );
  });
});

describe('the files of the other figures', () => {
  it('have the counts of a confusion matrix', () => {
    const matrix = [
      [3, 1],
      [0, 0],
    ];
    assert.equal(
      confusionCsv(matrix, ['Coat', 'Ankle, boot']),
      'true class,Coat,"Ankle, boot"\r\nCoat,3,1\r\n"Ankle, boot",0,0\r\n',
    );
    const drawn = confusionSvg(matrix, ['Coat', 'T-shirt & top']);
    assertDrawing(drawn);
    assert.include(drawn, 'T-shirt &amp; top');
    assert.include(drawn, '75.0');
  });

  it('have the layers of a network', () => {
    assert.deepEqual(rowsOf(networkCsv([784, 16, 10], 'ReLU')).slice(1), [
      ['input', '784', '', '', '', '0', ''],
      ['hidden 1', '16', '16', '784', '16', String(784 * 16 + 16), 'ReLU'],
      ['output', '10', '10', '16', '10', '170', 'linear'],
    ]);
  });

  it('have what is drawn of an untrained network', () => {
    const values = distribution([-2, 0, 0, 1, 5], 4);
    const empty = distribution([NaN, Infinity], 4);
    const layer = { inputs: 1, outputs: 5, weights: values, outputValues: empty };
    const inspection = { rows: 1, batchRows: 1, images: null, layers: [layer] };
    const style = { colour: 5, marker: 'circle' } as const;
    const trials = [
      { label: 'U(−1, 1), "wide"', style, inspection },
      { label: 'later', style, inspection: null },
    ];
    const csv = initialisationCsv(trials);
    const lines = csv.trimEnd().split('\r\n');
    assert.lengthOf(lines, 3);
    assert.isTrue(lines[0]!.endsWith('not finite,bin 1,bin 2,bin 3,bin 4'));
    assert.include(lines[1], '"U(−1, 1), ""wide""",weights 1,5,0.8,');
    assert.isTrue(lines[1]!.endsWith(values.histogram!.counts.join(',')));
    assert.include(lines[2], 'output,2,,,,,0,2');
    const drawn = initialisationSvg(trials);
    assert.match(drawn, /^<svg /);
    assertDrawing(drawn);
  });

  it('name the layers that they show of an untrained network as they are counted in it', () => {
    const values = distribution([0.5, 1], 4);
    const layer = { inputs: 1, outputs: 1, weights: values, outputValues: values };
    const layers = Array.from({ length: 9 }, () => layer);
    const inspection = { layers, batchRows: 2, rows: 2, images: null };
    const style = { colour: 5, marker: 'circle' } as const;
    const drawn = initialisationSvg([{ label: 'net', style, inspection }], new Set([0, 3, 7]));
    const titles = [...drawn.matchAll(/>((?:weights|hidden) \d|output)</g)].map(([, name]) => name);
    assert.sameMembers(titles, [
      ...['weights 1', 'weights 4', 'weights 8'],
      ...['hidden 1', 'hidden 4', 'hidden 8'],
    ]);
  });

  it('have the columns of a table, as they are and standardised', () => {
    const view = (numbers: number[], from: number, to: number) => ({
      summary: summarise(Float64Array.from(numbers)),
      histogram: histogram(numbers, columnBins, from, to),
    });
    const raw = view([1, 2, 3, 100], 1, 10);
    const standardised = view([-1, -0.5, 0, 1.5], -4, 4);
    const columns = [
      {
        name: 'MedInc',
        unit: '$10,000',
        report: { raw, standardised, correlation: 0.5, capped: null },
      },
      {
        name: 'Value',
        unit: '$100,000',
        report: { raw, standardised: null, correlation: null, capped: null },
      },
    ];
    const lines = columnsCsv(columns, false).trimEnd().split('\r\n');
    assert.lengthOf(lines[0]!.split(','), 13 + 2 + columnBins);
    assert.isTrue(lines[1]!.startsWith('MedInc,"$10,000",4,26.5,'));
    assert.isTrue(lines[1]!.endsWith(',1'));
    assert.include(columnsCsv(columns, true), 'MedInc,deviations,4,0,');
    for (const scaled of [false, true]) assertDrawing(columnsSvg(columns, scaled));
    assert.include(columnsSvg(columns, false), 'not drawn: 1 above');
  });

  it('have the map’s square degrees and every place', () => {
    const places = {
      latitudes: Float64Array.of(37.2, 37.7, 34.1),
      longitudes: Float64Array.of(-122.3, -122.8, -118.2),
      values: Float64Array.of(1, 3, 5),
    };
    const rows = rowsOf(cellsCsv(gridMeans(places, 1), 1, 'house value'));
    assert.deepInclude(rows, ['37', '38', '-123', '-122', '2', '2']);
    const words = { label: 'Map', unit: 'house value', format: String, range: [1, 5] } as const;
    const drawn = mapSvg(places, words);
    assertDrawing(drawn);
    assert.lengthOf([...drawn.matchAll(/h2\.2/g)], 3);
  });
});
