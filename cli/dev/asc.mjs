/** A process that compiles for cli/dev/compiler.mjs and ends with it. */

/**
 * @typedef {object} Asc
 * @property {() => { toString(): string }} createMemoryStream
 * @property {(options: string[], api: object) => Promise<{ error: Error | null }>} main
 */

/** Cast so that tsc does not resolve it: the types of this module would replace those of every array in the lab. */
const name = /** @type {string} */ ('assemblyscript/asc');
const { default: asc } = /** @type {{ default: Asc }} */ (await import(name));

process.on('message', async (/** @type {string[]} */ options) => {
  const [stdout, stderr] = [asc.createMemoryStream(), asc.createMemoryStream()];
  /** @type {Uint8Array | null} */
  let module = null;
  const { error } = await asc.main([...options, '--outFile', 'kernel.wasm'], {
    stdout,
    stderr,
    writeFile(/** @type {string} */ _name, /** @type {string | Uint8Array} */ contents) {
      if (typeof contents !== 'string') module = contents;
    },
  });
  process.send?.({ module: error === null ? module : null, why: stderr.toString() });
});
