import { assert } from 'chai';
import { refuseOnWindows } from '../../cli/a2/windows-name.ts';
import { UsageProblem } from '../../cli/a2/problem.ts';

describe('the name of a file to be written', () => {
  for (const name of ['aux.json', String.raw`out\con.json`, 'out/nul', 'results.', 'a?.json']) {
    it(`${name} is refused on Windows, before anything is trained`, () => {
      assert.throws(
        () => {
          refuseOnWindows('--out', name, 'win32');
        },
        UsageProblem,
        `--out: ${name}: `,
      );
      refuseOnWindows('--out', name, 'linux');
    });
  }

  it('is taken where it is one, also with a drive before it', () => {
    for (const name of [String.raw`C:\out\mine.json`, 'out/mine.json', 'out/', '.', '..'])
      refuseOnWindows('--out', name, 'win32');
  });
});
