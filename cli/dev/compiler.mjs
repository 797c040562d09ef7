/** Keeps AssemblyScript's compiler running, because it takes longer to start than to compile. */
import { fork } from 'node:child_process';
import path from 'node:path';
import { kernelProblem } from '../build/kernels.mjs';
import { root } from '../install.mjs';

/** @typedef {{ module: Uint8Array | null, why: string }} Compiled */

export class Compiler {
  /** @type {import('node:child_process').ChildProcess | null} */
  #child = null;

  /** Compiles one kernel at a time. Rejects with asc's message. @param {string[]} options @returns {Promise<Uint8Array>} */
  async compile(options) {
    const child = this.#running();
    /** @type {Compiled} */
    const { module, why } = await new Promise((resolve, reject) => {
      const gone = () => reject(new Error(kernelProblem('the compiler exited')));
      child.once('exit', gone);
      child.once('message', (/** @type {Compiled} */ compiled) => {
        child.off('exit', gone);
        resolve(compiled);
      });
      child.send(options);
    });
    if (module === null) throw new Error(kernelProblem(why));
    return module;
  }

  #running() {
    if (this.#child?.connected === true) return this.#child;
    const program = path.join(root, 'cli', 'dev', 'asc.mjs');
    return (this.#child = fork(program, { cwd: root, serialization: 'advanced' }));
  }

  end() {
    this.#child?.kill();
  }
}
