/** When the form of a set-up folds to its sentence beside a run. */
import { assert } from 'chai';
import { ExperimentSession } from '../../../src/lab/session/session.ts';
import { SetUpFold } from '../../../src/ui/pages/experiment-page/fold.ts';
import { withSetting } from '../../../src/ui/elements/settings-form/draft.ts';
import { preset } from '../elements/support.ts';
import { fakeLab } from '../../lab/fixture/fake-lab.ts';

function open(name: 'I1c' | 'I1d'): ExperimentSession {
  const { experiment, trials } = preset(name);
  return new ExperimentSession(experiment, trials, fakeLab());
}

const edit = (session: ExperimentSession) =>
  session.edit(withSetting(session.draft, 'dataset.name', 'fashion-synthetic'));

const foldOf = (session: ExperimentSession) => new SetUpFold(session, () => undefined);

describe('folding of the set-up', () => {
  it('happens once a run is pressed for', () => {
    const session = open('I1d');
    edit(session);
    const fold = foldOf(session);
    assert.isFalse(fold.folded);
    void session.start();
    assert.isTrue(fold.folded);
    session.cancel();
  });

  it('waits while one edits what runs by itself, from the first edit, which may come before this part', () => {
    const edited = open('I1c');
    edit(edited);
    const fold = foldOf(edited);
    void edited.start();
    assert.isFalse(fold.folded);
    edited.cancel();

    const untouched = open('I1c');
    const other = foldOf(untouched);
    void untouched.start();
    assert.isTrue(other.folded);
    untouched.cancel();
  });
});
