/** Properties of the members of every kind. */
import { assert } from 'chai';
import type { Meta } from '../../src/catalog/kinds/members.ts';

/** Labels and positions are unique within a kind. */
export function assertListed(metas: Readonly<Record<string, Meta>>): void {
  const all = Object.values(metas);
  assert.lengthOf([...new Set(all.map(({ label }) => label))], all.length, 'labels');
  assert.lengthOf([...new Set(all.map(({ order }) => order))], all.length, 'orders');
}
