/**
 * The headers with which the lab is served. The page repeats the policy for hosts that send no headers, except
 * `frame-ancestors`, which browsers accept in headers only.
 */

/**
 * Text becomes a script's URL or an element only through these policies: the lab's own
 * (src/pool/trusted-scripts.ts and src/ui/elements/markup.ts) and Lit's, whose templates are constants of the
 * program. Browsers without Trusted Types ignore them.
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
 * The policy of embed.html, which is framed by other sites. In a sandboxed frame it has an opaque origin, so that its
 * workers start from data: URLs.
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

/** COOP and COEP isolate the page, which enables SharedArrayBuffer: workers share one copy of a dataset. */
export const securityHeaders = {
  'Content-Security-Policy': `${contentSecurityPolicy}; frame-ancestors 'self'`,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/**
 * For files that other pages may load: the element, its presets and the datasets. Any static host that serves
 * them to other origins must send the first of these.
 */
export const sharedHeaders = {
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

/** An isolated page can frame only documents with this COEP and CORP; other pages are not affected. */
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
