/** Optimisers in every form, for the tests of engines. */
import fc from 'fast-check';
import { parse } from 'valibot';
import { optimizerSchema, type OptimizerSettings } from '../../src/document/schema.ts';

export const optimizerForms: readonly OptimizerSettings[] = [
  { name: 'sgd', learningRate: 0.1 },
  { name: 'sgd', learningRate: 0.1, momentum: 0.9 },
  { name: 'sgd', learningRate: 0.1, momentum: 0.9, dampening: 0.3, weightDecay: 0.01 },
  { name: 'sgd', learningRate: 0.1, momentum: 0.9, nesterov: true, weightDecay: 0.01 },
  { name: 'rmsprop' },
  { name: 'rmsprop', momentum: 0.9, weightDecay: 0.01 },
  { name: 'rmsprop', alpha: 0.4, centered: true },
  { name: 'rmsprop', centered: true, momentum: 0.5 },
  { name: 'adam' },
  { name: 'adam', beta1: 0.3, weightDecay: 0.01 },
  { name: 'adam', amsgrad: true, learningRate: 0.05 },
  { name: 'adamw', weightDecay: 0.1 },
].map((document) => parse(optimizerSchema, document));

/**
 * The same with an epsilon that is not small: without it the step of a gradient that is nearly zero
 * is that of its rounding error.
 */
export const arbitraryOptimizer: fc.Arbitrary<OptimizerSettings> = fc
  .tuple(fc.constantFrom(...optimizerForms), fc.double({ min: 0.01, max: 0.1, noNaN: true }))
  .map(([form, epsilon]) => ('epsilon' in form ? { ...form, epsilon } : form));
