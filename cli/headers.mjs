/** The headers under which the lab is served; the page repeats the policy for hosts that send none. */

/**
 * Everything comes from the lab's own origin. WebAssembly needs 'wasm-unsafe-eval' (which allows
 * compiling WebAssembly and no script); `data:` serves icons inside components.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self' data:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** COOP and COEP isolate the page, which gives it SharedArrayBuffer: a dataset is held once. */
export const securityHeaders = {
  'Content-Security-Policy': `${contentSecurityPolicy}; frame-ancestors 'self'`,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/**
 * What other pages may load: the element, its presets and the datasets. Any static host that serves
 * them to other origins must send the first of these.
 */
export const sharedHeaders = {
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

/** @param {string} path of a request, "/datasets/index.json" @returns {boolean} */
export const isShared = (path) => /^\/(element|datasets|experiments)\//.test(path);
