import { assert } from 'chai';
import fc from 'fast-check';
import { countsOf } from '../../src/course/theory/graph/counts.ts';
import { evaluate, namesIn } from '../../src/course/theory/graph/evaluate.ts';
import { layOut } from '../../src/course/theory/graph/layout.ts';
import { parseNetwork } from '../../src/course/theory/graph/parse.ts';
import { equationPresets } from '../../src/course/theory/graph/presets.ts';
import { nestedEquations, stepEquations } from '../../src/course/theory/graph/write.ts';
import { hostileText, numRuns } from './mutations.ts';

const sources = equationPresets.map(({ text }) => text);

/** A preset's equation with pieces removed, repeated, moved or replaced. */
const changed: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(...sources),
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.nat(12),
        fc.oneof(
          fc.constantFrom('', '(', ')', '+', '-', '*', '=', ';', ' ', 'x', 'w1', 'b', '2', '0'),
          fc.constantFrom('σ', 'ReLU', 'tanh(', '\n', '1e9', '_', '^', '₁', 'y = '),
          hostileText,
        ),
      ),
      { minLength: 1, maxLength: 5 },
    ),
  )
  .map(([source, edits]) => {
    let text = source;
    for (const [where, length, piece] of edits) {
      const at = where % (text.length + 1);
      text = text.slice(0, at) + piece + text.slice(at + length);
    }
    return text;
  });

describe('a tampered equation', () => {
  it('is drawn and computed, or refused with a position, and never throws', () => {
    fc.assert(
      fc.property(changed, (text) => {
        const parsed = parseNetwork(text);
        if (!parsed.ok) {
          assert.isAtLeast(parsed.problem.at, 0);
          assert.isAtMost(parsed.problem.at, text.length);
          assert.isAbove(parsed.problem.message.length, 5);
          return;
        }
        const { graph } = parsed;
        assert.isAbove(layOut(graph).nodes.length, 0);
        assert.isAtLeast(countsOf(graph).units, 0);
        const names = Object.values(namesIn(graph)).flat();
        const values = Object.fromEntries(names.map((name) => [name, 0.5]));
        assert.equal(evaluate(graph, values).size, graph.nodes.length);
        for (const notation of ['plain', 'tex'] as const) {
          for (const line of [
            ...nestedEquations(graph, notation),
            ...stepEquations(graph, notation),
          ])
            assert.notMatch(line, /[<>"`]/);
        }
      }),
      { numRuns },
    );
  });
});
