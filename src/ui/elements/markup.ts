/** The only place where text becomes elements: markup that the lab wrote, in which nothing may run. */
import { LabError } from '../../base/errors.ts';

interface Policy {
  createHTML(markup: string): string;
}

interface Factory {
  createPolicy(name: string, rules: Policy): Policy;
}

let policy: Policy | null = null;

/** A browser without Trusted Types takes the text itself. */
function trusted(markup: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: Factory };
  if (trustedTypes === undefined) return markup;
  policy ??= trustedTypes.createPolicy('a2-lab', { createHTML: (text) => text });
  return policy.createHTML(markup);
}

/** Parsed into a template, where no script runs and nothing loads; see `inert`. */
export function parsedMarkup(markup: string): DocumentFragment {
  const template = document.createElement('template');
  template.innerHTML = trusted(markup);
  return template.content;
}

/** A JSON script is data: the element reads its experiment from one. */
const unsafeElements =
  'script:not([type="application/json"]), iframe, frame, object, embed, base, meta, link, form, foreignObject';
const urlAttributes = new Set(['href', 'xlink:href', 'src', 'action', 'formaction', 'data']);
const isUnsafeAttribute = ({ name, value }: Attr): boolean =>
  name.startsWith('on') ||
  name === 'srcdoc' ||
  // Browsers ignore leading control characters and spaces in a URL.
  (urlAttributes.has(name) && /^[\u0000-\u0020]*javascript:/i.test(value));

/**
 * Returns the parsed markup if nothing in it can run. All writers escape their texts, so this never
 * throws; it guards against a forgotten escape.
 * @throws LabError `internal` that names the element or the attribute
 */
export function inert<T extends DocumentFragment | Element>(parsed: T): T {
  const found = parsed instanceof Element && parsed.matches(unsafeElements) ? parsed : null;
  const element = found ?? parsed.querySelector(unsafeElements);
  if (element !== null) refuse(`<${element.localName}>`);
  const all = parsed instanceof Element ? [parsed, ...parsed.querySelectorAll('*')] : null;
  for (const each of all ?? parsed.querySelectorAll('*')) {
    for (const attribute of each.attributes) {
      if (isUnsafeAttribute(attribute)) refuse(`${attribute.name} of <${each.localName}>`);
    }
  }
  return parsed;
}

function refuse(what: string): never {
  throw new LabError(
    'internal',
    `This page shows no markup with ${what}, which could run a script. This is a fault of the lab: please report it.`,
  );
}
