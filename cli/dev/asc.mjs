/** Compiles what cli/dev/compiler.mjs asks for, and ends with it. A process of its own: asc's types replace Node's. */
import asc from 'assemblyscript/asc';

process.on('message', async (/** @type {string[]} */ options) => {
  const [stdout, stderr] = [asc.createMemoryStream(), asc.createMemoryStream()];
  /** @type {Uint8Array | null} */
  let module = null;
  const { error } = await asc.main([...options, '--outFile', 'kernel.wasm'], {
    stdout,
    stderr,
    writeFile(_name, contents) {
      if (typeof contents !== 'string') module = contents;
    },
  });
  process.send?.({ module: error === null ? module : null, why: stderr.toString() });
});
