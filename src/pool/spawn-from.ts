/** Workers of a page that says where their script lies. */
import { browserWorker, uniqueName, type Spawn } from './spawn.ts';

/** A worker whose script lies somewhere on the page's own origin. @param script absolute address */
export const spawnFrom =
  (script: string): Spawn =>
  (name) => {
    const unique = uniqueName(name);
    const worker = new Worker(script, { type: 'module', name: unique });
    return browserWorker(worker, unique, ` from ${script}`);
  };

/**
 * A worker whose script lies on another origin than the page. Browsers refuse such a script, so a
 * module of the page's own imports it; its server must allow that (CORS), and the page's policy
 * needs `blob:` and the other origin in `worker-src`, which is also asked for a worker's imports.
 * @param script absolute address of the built workers/trial.worker.ts
 */
export const spawnFromElsewhere =
  (script: string): Spawn =>
  (name) => {
    const unique = uniqueName(name);
    const address = addressOf(`import ${JSON.stringify(script)};`);
    const worker = new Worker(address, { type: 'module', name: unique });
    const forget = () => URL.revokeObjectURL(address);
    // By its first message it has read the script, and after an error nobody will.
    worker.addEventListener('message', forget, { once: true });
    worker.addEventListener('error', forget, { once: true });
    const { origin } = new URL(script);
    const advice = ` from ${origin}: that server must allow it (Access-Control-Allow-Origin), and a Content-Security-Policy of this page must have "worker-src blob: ${origin}" and "script-src ${origin} 'wasm-unsafe-eval'"`;
    return browserWorker(worker, unique, advice);
  };

/** A sandboxed page has no origin, and Chromium then makes no module worker of a Blob. */
function addressOf(module: string): string {
  const type = 'text/javascript';
  return self.origin === 'null'
    ? `data:${type},${encodeURIComponent(module)}`
    : URL.createObjectURL(new Blob([module], { type }));
}
