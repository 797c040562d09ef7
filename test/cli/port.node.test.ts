import { assert } from 'chai';
import { servingProblem } from '../../cli/port.mjs';

const failed = (code: string): Error => Object.assign(new Error(`listen ${code}`), { code });
const command = 'node cli/start.mjs';

describe('a port that is unavailable', () => {
  it('in use: another is proposed, and it is a port', () => {
    assert.include(
      servingProblem(failed('EADDRINUSE'), 4433, command),
      `\`${command} --port 4434\``,
    );
    assert.include(servingProblem(failed('EADDRINUSE'), 65535, command), '--port 4433');
  });

  it('reserved by Windows: it says so, how to see which, and which is free', () => {
    const said = servingProblem(failed('EACCES'), 4433, command, 'win32');
    for (const part of ['reserves port ranges', 'netsh interface ipv4', `\`${command} --port 0\``])
      assert.include(said, part);
  });

  it('reserved for root elsewhere: a port for everyone is suggested', () => {
    const said = servingProblem(failed('EACCES'), 80, command, 'linux');
    assert.include(said, 'may not use port 80');
    assert.include(said, '--port 4433');
  });

  it('for another reason: the reason', () => {
    assert.equal(servingProblem(failed('ENOTFOUND'), 80, command), 'listen ENOTFOUND');
  });
});
