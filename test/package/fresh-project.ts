/** A stranger's project with the packed package in it, as npm installs it. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { buildPackage, packageFolder } from '../../cli/package/build.mjs';

const execute = promisify(execFile);

/** What `npm pack --json` tells. */
export interface Packed {
  readonly filename: string;
  readonly version: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

export class FreshProject {
  readonly path = realpathSync(mkdtempSync(path.join(os.tmpdir(), 'a2-fresh-')));
  #packed: Packed | null = null;

  /** Builds the package where it is stale, packs it and installs it; no network is needed. */
  static async create(): Promise<FreshProject> {
    await buildPackage();
    const project = new FreshProject();
    const { stdout } = await execute(
      'npm',
      ['pack', '--json', '--pack-destination', project.path],
      { cwd: packageFolder, shell: process.platform === 'win32' },
    );
    // By the package's name since npm 11.6, a list before.
    const [packed] = Object.values(JSON.parse(stdout) as Record<string, Packed>);
    if (packed === undefined) throw new Error(`npm packed nothing: ${stdout}`);
    project.#packed = packed;
    project.write('package.json', JSON.stringify({ name: 'fresh', private: true, type: 'module' }));
    const options = ['--offline', '--ignore-scripts', '--no-audit', '--no-fund'];
    await project.run('npm', ['install', project.tarball, ...options]);
    return project;
  }

  get packed(): Packed {
    if (this.#packed === null) throw new Error('nothing was packed');
    return this.#packed;
  }

  get tarball(): string {
    return this.at(this.packed.filename);
  }

  at(...names: string[]): string {
    return path.join(this.path, ...names);
  }

  /** Below the installed package. */
  installed(...names: string[]): string {
    return this.at('node_modules', 'a2-lab', ...names);
  }

  write(name: string, text: string): string {
    mkdirSync(path.dirname(this.at(name)), { recursive: true });
    writeFileSync(this.at(name), text);
    return this.at(name);
  }

  /** Runs a program in the project. Rejects, with its output in the message, where it fails. */
  async run(program: string, args: readonly string[]): Promise<string> {
    try {
      const options = { cwd: this.path, shell: process.platform === 'win32' };
      return (await execute(program, args, options)).stdout;
    } catch (error) {
      const { stdout, stderr } = error as { stdout?: string; stderr?: string };
      throw new Error(`${program} ${args.join(' ')} failed:\n${stdout ?? ''}\n${stderr ?? ''}`, {
        cause: error,
      });
    }
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}
