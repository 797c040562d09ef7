/** Commands that the texts give can be typed into any shell, PowerShell and the Windows command prompt among them. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { assert } from 'chai';

const texts = ['README.md', 'bench/README.md', 'docs/platforms.md'];

/** What a text gives to be typed: its blocks for a shell line by line, and code within a sentence. */
function commandsOf(text: string): string[] {
  const blocks = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].flatMap(([, block]) =>
    block!.trim().split('\n'),
  );
  const inline = [...text.replaceAll(/^```.*?^```$/gms, '').matchAll(/`([^`\n]+)`/g)].map(
    ([, code]) => code!,
  );
  return [...blocks, ...inline.filter((code) => /^(\w+=\S* )?(node|npm|npx|a2 \S+) /.test(code))];
}

/** What some shell takes for something else, and why. */
const habits: readonly (readonly [RegExp, string])[] = [
  [/^\w+=/, 'sets the environment as POSIX shells do'],
  [/^np[mx] (?!start$|test$|publish)/, 'runs npm’s script, which PowerShell refuses by default'],
  [/ -- /, 'needs --, which PowerShell takes from npm'],
  [/ # /, 'has a comment, which the command prompt takes for words'],
  [/'/, 'has single quotes, which the command prompt hands on'],
  [/\\$|\$\(|&&|\|\|/, 'goes on in a way that not every shell knows'],
  [/^\.\//, 'starts a file by its mark, which Windows has not'],
  [/^a2 /, 'names a program that is not on the path'],
];

const problems = (command: string): string[] =>
  habits.flatMap(([pattern, why]) => (pattern.test(command) ? [`${command}: ${why}`] : []));

describe('the commands of the texts', () => {
  for (const file of texts) {
    it(`run in every shell as they stand: ${file}`, () => {
      const commands = commandsOf(readFileSync(file, 'utf8'));
      assert.isNotEmpty(commands);
      assert.deepEqual(commands.flatMap(problems), []);
    });

    it(`start programs that there are: ${file}`, () => {
      const programs = commandsOf(readFileSync(file, 'utf8')).flatMap((command) =>
        [...command.matchAll(/^node ([\w./-]+\.mjs)/g)].map(([, program]) => program!),
      );
      const gone = programs.filter(
        (program) => !existsSync(program) && !program.startsWith('PATH'),
      );
      assert.deepEqual(gone, []);
    });
  }

  it('of helps and errors do not ask for npm or npx', () => {
    const found = ['cli', 'data', 'src', 'bench', 'test'].flatMap((room) =>
      readdirSync(room, { recursive: true, encoding: 'utf8' })
        .filter((file) => /\.(ts|mjs)$/.test(file) && !/\.test\.ts$|^package\b|^cache/.test(file))
        .flatMap((file) => {
          // Without comments, whose readers know their shell.
          const code = readFileSync(path.join(room, file), 'utf8')
            .replaceAll(/\/\*.*?\*\//gs, '')
            .replaceAll(/^\s*\/\/.*$/gm, '');
          return [...code.matchAll(/(?:npm (?:run|start|test)|npx )[^\n]{0,20}/g)].map(
            ([asked]) => `${room}/${file}: ${asked}`,
          );
        }),
    );
    assert.deepEqual(found, []);
  });

  it('are told from others by what is wrong with them', () => {
    for (const wrong of [
      'A2_PATH=/x/ node cli/start.mjs',
      'npm run assignment -- --name "Ada"',
      'npx a2 list',
      'node cli/start.mjs # serves',
      "node cli/a2.mjs run 'a b.json'",
    ])
      assert.isNotEmpty(problems(wrong), wrong);
    assert.isEmpty(problems('node cli/a2.mjs assignment --name "Ada Lovelace" --id 1815'));
  });
});
