import { assert } from 'chai';
import fc from 'fast-check';
import { evaluate as mathEvaluate } from 'mathjs/number';
import { countsOf } from '../../../src/course/theory/graph/counts.ts';
import { evaluate, namesIn } from '../../../src/course/theory/graph/evaluate.ts';
import { parseNetwork } from '../../../src/course/theory/graph/parse.ts';
import { equationPresets } from '../../../src/course/theory/graph/presets.ts';
import type { NetworkGraph } from '../../../src/course/theory/graph/types.ts';
import { nestedEquations, stepEquations } from '../../../src/course/theory/graph/write.ts';

function network(text: string): NetworkGraph {
  const parsed = parseNetwork(text);
  if (!parsed.ok) assert.fail(`${text}: ${parsed.problem.message} at ${parsed.problem.at}`);
  return parsed.graph;
}

const [a, b] = equationPresets.map(({ text }) => network(text)) as [NetworkGraph, NetworkGraph];
const units = (graph: NetworkGraph) =>
  graph.nodes.flatMap((node) => (node.kind === 'unit' ? [node] : []));

/** The same network: the same nodes with the same edges, whatever their ids and order. */
function shape(graph: NetworkGraph): string {
  return nestedEquations(graph).join('; ');
}

describe('equation to network', () => {
  it('(a) has three inputs, two hidden units and an output', () => {
    assert.deepEqual(
      units(a).map(({ activation, edges }) => [activation, edges.length]),
      [
        ['leaky-relu', 3],
        ['leaky-relu', 3],
        ['tanh', 2],
      ],
    );
    assert.deepEqual(namesIn(a).inputs, ['x1', 'x2', 'x3']);
    assert.sameMembers(namesIn(a).weights, [
      'w11',
      'w12',
      'w13',
      'w21',
      'w22',
      'w23',
      'w31',
      'w32',
    ]);
    assert.sameMembers(namesIn(a).biases, ['b1', 'b2', 'b3']);
  });

  it('(b) is a chain of five units with one skip connection, not a tree', () => {
    const found = units(b);
    assert.deepEqual(
      found.map(({ activation }) => activation),
      ['relu', 'relu', 'sigmoid', 'sigmoid', 'sigmoid'],
    );
    const ids = found.map(({ id }) => id);
    const from = found.map(({ edges }) => edges.map((edge) => ids.indexOf(edge.from)));
    // The second feeds the third and, past it, the fourth.
    assert.deepEqual(from, [[-1], [0], [1], [1, 2], [3]]);
    assert.deepEqual(
      found[3]!.edges.map(({ weight }) => weight.names),
      [['w4'], ['w5']],
    );
  });

  it('reads every way of writing', () => {
    const ways = [
      'y = σ(w1 x1 + w_{2} x_2 + b)',
      'σ(w₁x₁+w₂x₂+b)',
      'y = \\sigma\\left(w_1 x_1 + w_2 \\cdot x_2 + b\\right)',
      'y = sigmoid(b + x2*w2 + w_1*x1)',
      'y = \\operatorname{sigmoid}(w1(x1) + w2[x2] + b)',
      'z = w1x1 + w2x2 + b; y = σ(1·z)',
    ];
    const values = { x1: 0.3, x2: -1.2, w1: 0.7, w2: 0.4, b: 0.1 };
    for (const way of ways) {
      const graph = network(way);
      const [, id] = graph.outputs[0]!;
      const expected = 1 / (1 + Math.exp(-(0.7 * 0.3 + 0.4 * -1.2 + 0.1)));
      assert.approximately(evaluate(graph, values).get(id)!, expected, 1e-15, way);
    }
  });

  it('reads signs before operands, and brackets beside each other', () => {
    const values = { x1: 0.3, x2: -1.2, w1: 0.7, w2: 0.4, b: 0.1 };
    const ways: readonly (readonly [string, number])[] = [
      ['σ(-w1 x1 - -w2 x2)', -0.7 * 0.3 + 0.4 * -1.2],
      ['σ(-(w1)(x1) + 2 w2 · -x2 - b)', -0.7 * 0.3 + 2 * 0.4 * 1.2 - 0.1],
      ['σ(+−−w1 x1)', 0.7 * 0.3],
    ];
    for (const [text, sum] of ways) {
      const graph = network(text);
      const expected = 1 / (1 + Math.exp(-sum));
      assert.approximately(evaluate(graph, values).get(graph.outputs[0]![1])!, expected, 1e-15);
    }
  });

  it('keeps a weight before brackets as the weight of a linear unit', () => {
    assert.deepEqual(nestedEquations(network('y = w3 (w1 x1 + w2 x2)')), [
      'y = (w₃·(w₁·x₁ + w₂·x₂))',
    ]);
  });

  it('has several outputs', () => {
    const graph = network('h = σ(w1 x)\ny1 = w2 h\ny2 = σ(w3 h)');
    assert.deepEqual(
      graph.outputs.map(([name]) => name),
      ['y1', 'y2'],
    );
    assert.lengthOf(units(graph), 3);
  });
});

describe('network to equation', () => {
  it('gives the equation back', () => {
    for (const { text } of equationPresets) {
      const graph = network(text);
      assert.equal(shape(network(nestedEquations(graph).join('\n'))), shape(graph));
      assert.equal(shape(network(stepEquations(graph).join('\n'))), shape(graph));
      assert.equal(shape(network(nestedEquations(graph, 'tex').join('\n'))), shape(graph));
    }
    assert.deepEqual(stepEquations(b), [
      'h₁ = ReLU(w₁·x + b₁)',
      'h₂ = ReLU(w₂·h₁ + b₂)',
      'h₃ = σ(w₃·h₂ + b₃)',
      'h₄ = σ(w₄·h₂ + w₅·h₃ + b₄)',
      'y = σ(w₆·h₄ + b₅)',
    ]);
  });
});

/** Random networks as formulas that mathjs evaluates by itself. */
const formula: fc.Arbitrary<string> = fc.letrec<{ unit: string; sum: string; source: string }>(
  (tie) => ({
    source: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom('x1', 'x2', 'x3'),
      tie('unit'),
    ),
    sum: fc
      .array(
        fc.tuple(
          fc.constantFrom('w1', 'w2', '0.5', 'w3', '-w1', '2 w2', '(w3)'),
          fc.constantFrom('*', ' ', '*-', ' * + '),
          tie('source'),
        ),
        { minLength: 1, maxLength: 3 },
      )
      .chain((terms) =>
        fc
          .tuple(fc.constantFrom(' + ', ' - '), fc.constantFrom('', ' + b1', ' - b2', ' + 0.25'))
          .map(
            ([join, bias]) => terms.map(([w, times, from]) => w + times + from).join(join) + bias,
          ),
      ),
    unit: fc
      .tuple(fc.constantFrom('relu', 'tanh', 'sigmoid', 'leakyrelu'), tie('sum'))
      .map(([name, sum]) => `${name}(${sum})`),
  }),
).unit;

describe('any network', () => {
  const values = { x1: 0.31, x2: -0.72, x3: 1.4, w1: 0.8, w2: -0.3, w3: 1.1, b1: 0.2, b2: -0.4 };
  const functions = {
    relu: (z: number) => Math.max(0, z),
    leakyrelu: (z: number) => (z < 0 ? z / 100 : z),
    sigmoid: (z: number) => 1 / (1 + Math.exp(-z)),
  };

  it('has the value of its formula, and that of the formula that it is written back as', () => {
    fc.assert(
      fc.property(formula, (text) => {
        const expected: unknown = mathEvaluate(text, { ...values, ...functions });
        assert.isNumber(expected);
        const graph = network(`y = ${text}`);
        const value = (each: NetworkGraph) => evaluate(each, values).get(each.outputs[0]![1])!;
        assert.approximately(value(graph), expected as number, 1e-12);
        const back = network(nestedEquations(graph)[0]!);
        assert.approximately(value(back), expected as number, 1e-12);
        assert.equal(back.nodes.length, graph.nodes.length);
        const steps = network(stepEquations(graph).join(';'));
        assert.equal(steps.nodes.length, graph.nodes.length);
      }),
      { numRuns: 200 },
    );
  });
});

describe('an invalid equation', () => {
  const problems: readonly (readonly [text: string, at: number, message: RegExp])[] = [
    ['', 0, /No equation yet/],
    ['y = ', 4, /right side is missing/],
    ['y = σ(w1 x + b1', 15, /closing bracket is missing/],
    ['y = σ(w1 x) )', 12, /has no opening bracket/],
    ['y = relo(w1 x)', 4, /“relo” is not a known function/],
    ['y = q x1', 4, /“q” is not known/],
    ['y = x1 x2', 4, /Cannot multiply two units/],
    ['y = σ(w1)', 4, /No input reaches/],
    ['y = w1 + b1', 4, /a constant, not a network/],
    ['y = (w1 + w2) x', 5, /sum of weights/],
    ['y = x = 2', 6, /second “=”/],
    ['w1 = x', 0, /cannot be defined/],
    ['y = x; y = x', 7, /defined twice/],
    ['y = x ? 2', 6, /is not allowed here/],
    ['y = σ', 4, /needs brackets/],
    ['h = x\ny = w1 + +', 16, /missing/],
    ['y = w1 * * x', 9, /cannot be read from here/],
    ['y = ()', 5, /cannot be read from here/],
    ['y = σ()', 4, /brackets of “σ” are empty/],
    ['y = w1 (x1) (x2)', 4, /Cannot multiply two units/],
    ['y = w1 (x1 + x2', 15, /closing bracket is missing/],
    ['= x', 0, /Wanted one name before “=”/],
    [`y = ${'('.repeat(101)}x${')'.repeat(101)}`, 105, /at most 100 deep/],
  ];

  for (const [text, at, message] of problems) {
    it(`"${text.replaceAll('\n', '; ')}" is told at its character`, () => {
      const parsed = parseNetwork(text);
      if (parsed.ok) assert.fail('it was read');
      assert.match(parsed.problem.message, message);
      assert.equal(parsed.problem.at, at);
    });
  }

  it('never throws, whatever is typed', () => {
    const piece = fc.constantFrom(
      'w1',
      'x',
      'b',
      '+',
      '-',
      '·',
      '(',
      ')',
      'σ',
      'ReLU',
      '=',
      ';',
      '2',
      '\\',
      '_',
      '^',
      '/',
      '[',
      '{',
      ',',
      ':',
      "'",
      '"',
      ' ',
      'end',
      'if',
      'function',
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(piece, { maxLength: 20 }).map((each) => each.join('')),
    );
    fc.assert(
      fc.property(text, (source) => {
        const parsed = parseNetwork(source);
        if (parsed.ok) return;
        assert.isAtLeast(parsed.problem.at, 0);
        assert.isAtMost(parsed.problem.at, source.length);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('what is counted', () => {
  it('of (a) and (b) is what their drawings show', () => {
    assert.deepEqual(countsOf(a), {
      inputs: 3,
      units: 3,
      edges: 8,
      weights: 8,
      biases: 3,
      written: 3,
      skips: [],
    });
    assert.deepEqual(countsOf(b), {
      inputs: 1,
      units: 5,
      edges: 6,
      weights: 6,
      biases: 5,
      written: 7,
      skips: ['w4'],
    });
  });
});
