/** What is said of a program that was run beside the lab: no cause that nothing measured, and nothing hidden. */
import { assert } from 'chai';
import {
  agreementEach,
  agreementSaid,
  agreementTable,
  type NetworkAgreement,
} from '../../../cli/a2/programs/agree.ts';

const network = (some: Partial<NetworkAgreement>): NetworkAgreement => ({
  name: 'Xavier',
  weights: true,
  batches: true,
  steps: 1000,
  sameBits: 1000,
  close: 1000,
  figures: [],
  ...some,
});
const said = (...some: Partial<NetworkAgreement>[]): string => {
  const networks = some.map(network);
  return [...agreementSaid(networks), ...agreementEach(networks)].join(' ');
};

describe('the agreement of a program with the lab', () => {
  it('says that all is the same where it is', () => {
    assert.equal(
      said({}),
      'Initial weights have the lab’s bits. The batches are the lab’s, row by row. All 1,000 losses have the lab’s bits.',
    );
    assert.isEmpty([...agreementSaid([]), ...agreementEach([])]);
    assert.isNull(agreementTable([]));
  });

  it('says where losses part, and how long they stay close', () => {
    assert.include(
      said({ sameBits: 3 }),
      'The first 3 of 1,000 losses have the lab’s bits; relative to the lab’s loss, all stay within 1×10⁻⁵ of it.',
    );
    assert.include(said({ sameBits: 1 }), 'The first of 1,000 losses has the lab’s bits; ');
    assert.include(said({ sameBits: 3, close: 79 }), 'they stay within 1×10⁻⁵ of it for 79 steps.');
    assert.include(
      said({ sameBits: 0, close: 0 }),
      'Of 1,000 losses the first already has other last bits than the lab’s; relative to the lab’s loss, none is',
    );
  });

  it('names no cause of weights that differ, and counts networks', () => {
    const text = said({ weights: false, batches: false });
    assert.include(text, 'Initial weights are not the lab’s. The batches are not the lab’s.');
    assert.notMatch(text, /processor|because/);
    const two = said({ name: 'A' }, { name: 'B', weights: false });
    assert.include(two, 'Initial weights have the lab’s bits in 1 of 2 networks.');
    assert.include(two, 'B: all 1,000 losses');
  });

  it('says which figures only one side has', () => {
    const layer = (lab: number | null, program: number | null) => ({ name: 'layer', lab, program });
    const untrained = { steps: 0, sameBits: 0, close: 0 };
    assert.include(
      said({ ...untrained, figures: [layer(2, 2.01), layer(1, null), layer(null, 1)] }),
      'Figures differ by at most 0.0050 of their size, and 2 of 3 figures are on one side only.',
    );
    assert.include(said({ ...untrained, figures: [layer(1, null)] }), '1 of 1 figures is on one');
    assert.include(said({ figures: [layer(0.5, 0.25)] }), 'layer 0.2500 (lab 0.5000)');
  });
  it('has a row for each network in the report', () => {
    const figures = [{ name: 'test accuracy', program: 0.7007, lab: 0.6708 }];
    const trained = agreementTable([
      network({ name: 'A', sameBits: 1, close: 576, figures }),
      network({ name: 'B', figures: [{ name: 'test accuracy', program: null, lab: 0.1 }] }),
      network({ name: 'C' }),
    ]);
    assert.deepEqual(trained?.head.slice(1), ['same bits', 'within 1×10⁻⁵', 'test accuracy']);
    assert.deepEqual(trained?.rows, [
      ['A', '1 of 1,000', '576 of 1,000', '0.7007 (0.6708)'],
      ['B', 'all 1,000', 'all 1,000', 'none (0.1000)'],
      ['C', 'all 1,000', 'all 1,000', '–'],
    ]);
    const layers = [{ name: 'layer 1', program: 1, lab: 1 }];
    const untrained = agreementTable([network({ name: 'A', steps: 0, figures: layers })]);
    assert.deepEqual(untrained?.rows, [['A', '1', 'figures differ by at most 0 of their size']]);
  });
});
