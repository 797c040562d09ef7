/** Code that embeds an experiment in a page, in four forms. */
import { htmlText, scriptJson } from './escape.ts';
import { frameFragment } from './fragment.ts';
import {
  elementAttributes,
  documentFileName,
  nameOfSubject,
  titleOfSubject,
  writtenDocument,
  type Attribute,
  type EmbedOptions,
  type EmbedSubject,
} from './options.ts';

export interface Snippet {
  /** What it is and where it goes: "In the page", "A module of the page". */
  readonly label: string;
  readonly code: string;
}

export interface EmbedCode {
  readonly id: 'script' | 'npm' | 'react' | 'iframe';
  readonly title: string;
  readonly snippets: readonly Snippet[];
}

/** Browsers accept far longer addresses; the systems that carry them to a page often do not. */
const longestAddress = 30_000;

/** @param lab where the lab is published, ending in '/' */
export function embedCode(subject: EmbedSubject, options: EmbedOptions, lab: string): EmbedCode[] {
  return [
    { id: 'script', title: 'Script tag', snippets: scriptTag(subject, options, lab) },
    { id: 'npm', title: 'npm', snippets: npm(subject, options, lab) },
    { id: 'react', title: 'React 19', snippets: react(subject, options, lab) },
    { id: 'iframe', title: 'iframe', snippets: iframe(subject, options, lab) },
  ];
}

const htmlAttributes = (attributes: readonly Attribute[]): string =>
  attributes
    .map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${htmlText(value)}"`))
    .join('');

/** The fallback link: the experiment's own page. */
const labAddress = (subject: EmbedSubject, lab: string): string =>
  `${lab}#/${subject.kind === 'preset' ? subject.name : `x/${subject.link}`}`;

const carries = (subject: EmbedSubject): subject is Extract<EmbedSubject, { kind: 'document' }> =>
  subject.kind === 'document' && subject.carried === 'inside';

/** @param inside whether the document is inside the element instead of being set by a module of the page */
function tag(subject: EmbedSubject, options: EmbedOptions, lab: string, inside: boolean): string {
  const own = carries(subject) && !inside;
  const id: Attribute[] = own ? [['id', nameOfSubject(subject)]] : [];
  const link = `<a slot="fallback" href="${htmlText(labAddress(subject, lab))}">${htmlText(titleOfSubject(subject))}, in a2-lab</a>`;
  const data =
    carries(subject) && inside
      ? `\n  <script type="application/json">\n${scriptJson(writtenDocument(subject.experiment))}\n  </script>`
      : '';
  return `<a2-experiment${htmlAttributes([...id, ...elementAttributes(subject, options)])}>${data}\n  ${link}\n</a2-experiment>`;
}

const file = (subject: EmbedSubject): Snippet[] =>
  subject.kind === 'document' && subject.carried === 'file'
    ? [
        {
          label: `The file ${documentFileName(subject)} beside the page`,
          code: JSON.stringify(writtenDocument(subject.experiment), null, 2),
        },
      ]
    : [];

function scriptTag(subject: EmbedSubject, options: EmbedOptions, lab: string): Snippet[] {
  const script = `<script type="module" src="${htmlText(lab)}element/embed.js"></script>`;
  const element = tag(subject, options, lab, true);
  return [{ label: 'In the page', code: `${script}\n\n${element}` }, ...file(subject)];
}

/** @param module what registers the element; the React one also declares the tag for TypeScript */
const configured = (lab: string, module: 'define' | 'react'): string =>
  `import { configure } from 'a2-lab';\nimport 'a2-lab/${module}';\n\n// Where the datasets are, and where “Open in the lab” leads.\nconfigure({ datasets: ${scriptJson(`${lab}datasets/`)}, lab: ${scriptJson(lab)} });`;

function npm(subject: EmbedSubject, options: EmbedOptions, lab: string): Snippet[] {
  const set = carries(subject)
    ? `\n\ndocument.getElementById('${nameOfSubject(subject)}').experiment = ${scriptJson(writtenDocument(subject.experiment))};`
    : '';
  return [
    { label: 'Once', code: 'npm install a2-lab' },
    { label: 'In a module', code: `${configured(lab, 'define')}${set}` },
    { label: 'In the page', code: tag(subject, options, lab, false) },
    ...file(subject),
  ];
}

/** JSX attributes cannot express every text; an expression can. */
const jsxAttribute = ([name, value]: Attribute): string => {
  if (value === true) return `${name}={true}`;
  return /^[\w .,:/#-]*$/.test(value) ? `${name}="${value}"` : `${name}={${scriptJson(value)}}`;
};

function react(subject: EmbedSubject, options: EmbedOptions, lab: string): Snippet[] {
  const attributes = elementAttributes(subject, options).map(jsxAttribute);
  if (carries(subject)) attributes.unshift('experiment={experiment}');
  const events = 'ona2-complete={(event) => console.log(event.results)}';
  const lines = [...attributes, events].map((line) => `      ${line}`).join('\n');
  const document = carries(subject)
    ? `\n\n// Outside the component, so that it is the same object at every render.\nconst experiment = ${scriptJson(writtenDocument(subject.experiment))};`
    : '';
  return [
    { label: 'Once', code: 'npm install a2-lab' },
    {
      label: 'A component',
      code: `${configured(lab, 'react')}${document}\n\nexport function Experiment() {\n  return (\n    <a2-experiment\n${lines}\n    />\n  );\n}`,
    },
    ...file(subject),
  ];
}

function iframe(subject: EmbedSubject, options: EmbedOptions, lab: string): Snippet[] {
  const address = `${lab}embed.html#${frameFragment(subject, options)}`;
  if (address.length > longestAddress) return [];
  const name = `${nameOfSubject(subject)}-frame`;
  const attributes: Attribute[] = [
    ['id', name],
    ['src', address],
    ['title', titleOfSubject(subject)],
    ['width', '100%'],
    ['height', String(options.height)],
    ['loading', 'lazy'],
  ];
  const lines = attributes.map((each) => `\n ${htmlAttributes([each])}`).join('');
  const listener = `const frame = document.getElementById('${name}');
addEventListener('message', ({ source, data }) => {
  if (source !== frame.contentWindow) return;
  if (data.type === 'a2-height') frame.height = data.height;
  if (data.type === 'a2-complete') console.log(data.results);
});`;
  return [
    { label: 'In the page', code: `<iframe${lines}\n></iframe>` },
    {
      label: 'In a module of the page, to fit the height and receive results',
      code: listener,
    },
  ];
}
