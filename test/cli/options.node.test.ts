/** The command lines of the lab's own programs, and what npm makes of them. */
import { assert } from 'chai';
import { keptByNpm } from '../../data/npm-options.mjs';
import { readOptions } from '../../data/options.mjs';
import { parseOptions } from '../../cli/a2/options.ts';

const kinds = { port: 'string', host: 'string', strict: 'boolean' } as const;
const read = (args: readonly string[], env: NodeJS.ProcessEnv = {}, operands = false) =>
  readOptions('node cli/x.mjs', kinds, { args, env, operands });

/** As `npm run x` starts a program. */
const npm = { npm_lifecycle_event: 'x' };

describe('the options of a program', () => {
  it('are read in both forms, with operands where there may be some', () => {
    const args = ['--port', '80', '--host=a', '--strict', 'name'];
    assert.deepEqual(read(args, {}, true), {
      values: { port: '80', host: 'a', strict: true },
      operands: ['name'],
      help: false,
    });
    assert.isTrue(read(['--port', '80', '-h']).help);
  });

  for (const [args, wanted] of [
    [
      ['--prot', '80'],
      'node cli/x.mjs has no option --prot; wanted one of --port, --host, --strict',
    ],
    [['--port'], '--port needs a value, got nothing'],
    [['--port', '--strict'], '--port needs a value, got "--strict"'],
    [['--strict=yes'], '--strict is a switch and takes no value, got "yes"'],
    [['80'], 'node cli/x.mjs takes options only, got "80"'],
  ] as const) {
    it(`are refused with a message: ${args.join(' ')}`, () => {
      assert.throws(() => read(args), wanted);
    });
  }

  // What npm 10 and 11 leave of `npm start --port 8080`, with and without "=".
  for (const [args, env] of [
    [['8080'], { npm_config_port: 'true' }],
    [['8080'], { npm_config_port: '' }],
    [[], { npm_config_port: '8080' }],
  ] as const) {
    it(`that npm consumed are detected: ${JSON.stringify(env)}`, () => {
      assert.throws(
        () => read(args, { ...npm, ...env }),
        /npm consumed the options .* works in every shell: node cli\/x\.mjs --port 8080$/,
      );
    });
  }

  it('are ignored where the program got them all, or npm did not start it', () => {
    assert.deepEqual(read(['--port', '1'], { ...npm, npm_config_port: '1' }).values, { port: '1' });
    assert.deepEqual(read([], { npm_config_port: '8080' }).values, {});
    assert.isNull(keptByNpm(kinds, [], [], { ...npm, npm_config_registry: 'https://x' }));
  });
});

describe('the options of a2', () => {
  const before = { ...process.env };
  afterEach(() => {
    for (const name of Object.keys(process.env))
      if (!(name in before)) Reflect.deleteProperty(process.env, name);
    Object.assign(process.env, before);
  });

  it('that npm consumed are written as they are typed without npm', () => {
    Object.assign(process.env, npm, {
      npm_config_name: 'Ada Lovelace',
      npm_config_id: 'true',
      npm_config_stand_ins: 'true',
    });
    const assignment = { name: 'string', id: 'string', 'stand-ins': 'boolean' } as const;
    assert.throws(
      () => parseOptions('assignment', assignment, ['1815']),
      / assignment --name "Ada Lovelace" --id 1815 --stand-ins$/,
    );
  });
});
