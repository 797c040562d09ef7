/**
 * The headers under which the lab is served. The page repeats the policy for hosts that send none, but for
 * `frame-ancestors`, which browsers take from headers only.
 */

/**
 * No text becomes a script's address or an element but through these policies: the lab's own
 * (src/pool/trusted-scripts.ts and src/ui/elements/markup.ts) and Lit's, whose templates are constants of the
 * program. Browsers without Trusted Types pass over it.
 */
const trustedTypes = [
  "require-trusted-types-for 'script'",
  'trusted-types default a2-lab lit-html',
];

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
  ...trustedTypes,
].join('; ');

/**
 * Of embed.html, which lies in other people's pages. In a sandboxed frame it has no origin, so that its
 * workers are started from data.
 */
export const framePolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' data:",
  "img-src 'self' data: blob:",
  "connect-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  ...trustedTypes,
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

/** An isolated page can frame only what has this COEP and CORP; no other page minds them. */
export const frameHeaders = {
  'Content-Security-Policy': `${framePolicy}; frame-ancestors *`,
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** @param {string} path of a request, "/embed.html" @returns {boolean} */
export const isFrame = (path) => /^\/embed(\.html)?\/?([?#]|$)/.test(path);

/** @param {string} path of a request, "/datasets/index.json" @returns {boolean} */
export const isShared = (path) => /^\/(element|datasets|experiments)\//.test(path);
