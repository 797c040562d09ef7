/** Types of the element for React 19's JSX: a module augmentation, nothing at run time. */
import { elementOf } from './manifest.mjs';

/** @param {import('./manifest.mjs').Manifest} manifest */
export function reactTypes(manifest) {
  const { attributes, events, tagName } = elementOf(manifest);
  const props = attributes.map(({ name, description, type }) => {
    const text = String(type?.text);
    // React accepts numbers and numeric strings alike.
    return property(name, String(description), text === 'number' ? 'number | string' : text);
  });
  const handlers = events.map(({ name, description, type }) =>
    property(`'on${name}'`, String(description), `(event: ${String(type?.text)}) => void`),
  );
  const classes = ['A2Experiment', ...events.map(({ type }) => String(type?.text))];
  return `import type { DetailedHTMLProps, HTMLAttributes } from 'react';
import type { ${[...new Set(classes)].join(', ')} } from './index.js';

interface Own {
  /** an experiment document as an object; goes before \`src\` and \`preset\` */
  experiment?: unknown;
${[...props, ...handlers].join('\n')}
}

type Html = DetailedHTMLProps<HTMLAttributes<A2Experiment>, A2Experiment>;

/** Attributes, properties and events of \`<${tagName}>\` in JSX. */
export interface A2ExperimentProps extends Omit<Html, keyof Own>, Own {}

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      '${tagName}': A2ExperimentProps;
    }
  }
}
`;
}

/** @param {string} name @param {string} description @param {string} type */
const property = (name, description, type) =>
  `  /** ${description.replaceAll('*/', '*\\/')} */\n  ${name}?: ${type} | undefined;`;
