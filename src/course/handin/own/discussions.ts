/** The discussions of the report: the student's own where there is one, else the lab's. */
import { see, type ReportBlock, type Section } from '../blocks.ts';
import type { MeasuredStart } from '../../../lab/starts/measured.ts';
import { explained, notRun, runOf, type Explained } from '../runs.ts';
import type { HandIn, HandInData, HandInRun } from '../types.ts';
import { ownBlocks } from './own-blocks.ts';

const discussed = ['I1e', 'I1f', 'I2c', 'I2d'] as const;
type Discussed = (typeof discussed)[number];

/** The experiments that a discussion is about, the main one first: for I1e, also the gradients before training. */
export const discussedRuns = (name: Discussed): readonly string[] =>
  name === 'I1e' ? ['I1d', 'I1c'] : [name];

/** What the lab writes: the paragraph that explains the run, and where its evidence is; a caveat where there is no run. */
function labDiscussion(handIn: HandIn, name: Discussed): ReportBlock[] {
  const said = discussedRuns(name).flatMap((each): readonly ReportBlock[] => {
    const run = runOf(handIn, each);
    return run === undefined ? [notRun(each)] : runDiscussion(run, handIn.data).said;
  });
  const [first] = evidenceSections(handIn, name);
  return first === undefined
    ? said
    : [...said, see('The measurements behind it are in the', first.id, 'Appendix: evidence')];
}

/** The discussion of one run, made once. */
export function runDiscussion(run: HandInRun, { measured = none }: HandInData): Explained {
  const known = kept.get(run);
  if (known?.measured === measured) return known.blocks;
  const blocks = explained(run, measured);
  kept.set(run, { measured, blocks });
  return blocks;
}

const none: readonly MeasuredStart[] = [];

/** Made once for each run: they take time, and the checklist asks for them at every change. */
const kept = new WeakMap<
  HandInRun,
  { readonly measured: readonly MeasuredStart[]; readonly blocks: Explained }
>();

export function discussion(handIn: HandIn, name: Discussed): ReportBlock[] {
  const own = handIn.own?.answers.get(name);
  return own === undefined ? labDiscussion(handIn, name) : ownBlocks(own);
}

export const isDiscussed = (name: string): name is Discussed =>
  (discussed as readonly string[]).includes(name);

/** What the lab's discussion of a question rests on; none where the student answers it, or excludes it. */
function evidenceSections(
  { runs, own, without = new Set(), data }: Pick<HandIn, 'runs' | 'own' | 'without' | 'data'>,
  name: Discussed,
): Section[] {
  if (own?.answers.has(name) === true || without.has(name)) return [];
  return discussedRuns(name).flatMap((each): Section[] => {
    const run = runs.find(({ experiment }) => experiment.name === each);
    if (run === undefined) return [];
    const { evidence } = runDiscussion(run, data);
    if (evidence.length === 0) return [];
    const section: Section = {
      id: `evidence-${each.toLowerCase()}`,
      title: `Evidence from ${each}`,
      small: true,
      blocks: () => evidence,
      inner: [],
    };
    return [section];
  });
}

/** The appendix with the measurements behind the lab's discussions, sentence by sentence. */
export function evidenceAppendix(handIn: HandIn): Section[] {
  const inner = discussed.flatMap((name) => evidenceSections(handIn, name));
  if (inner.length === 0) return [];
  const text = 'What the discussions rest on: everything that was found in the measurements.';
  return [
    {
      id: 'evidence',
      title: 'Appendix: evidence',
      small: true,
      blocks: () => [{ kind: 'plain', text }],
      inner,
    },
  ];
}
