/** The page's live examples: the source shown is the source run. */

export interface Example {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** The page's markup; its element is run. */
  readonly html: string;
  /** A module of the page; here the example element does the same. */
  readonly script?: string;
  /** Whether to log events, as the script does. */
  readonly logs?: boolean;
}

const ownDocument = `{
  "format": "a2-experiment",
  "version": 1,
  "name": "two-steps",
  "title": "Two learning rates, one of them too large",
  "trial": {
    "dataset": { "name": "housing-synthetic" },
    "model": { "depth": 2, "width": 16 },
    "optimizer": { "name": "sgd" },
    "batchSize": 64,
    "epochs": 5
  },
  "axes": [{ "path": "optimizer.learningRate", "values": [0.01, 0.3] }]
}`;

/** @param lab the lab's URL, ending in '/' */
export const examples = (lab: string): readonly Example[] => [
  {
    id: 'preset',
    title: 'One of the lab’s experiments',
    text: 'A name is enough. With data="stand-in" it trains on generated data, so nobody downloads 30 MB just to look.',
    html: `<a2-experiment preset="I1c" data="stand-in"></a2-experiment>`,
  },
  {
    id: 'document',
    title: 'An experiment of your own, with its events',
    text: 'Put any experiment document inside the element, or set its property experiment. Readers can change everything that is not locked, and the page receives an event for every trial.',
    html: `<a2-experiment id="mine" lock="optimizer, batchSize">
  <script type="application/json">
${ownDocument}
  </script>
</a2-experiment>`,
    script: `const element = document.getElementById('mine');
for (const type of ['a2-start', 'a2-trial', 'a2-complete', 'a2-error']) {
  element.addEventListener(type, (event) => log(event));
}`,
    logs: true,
  },
  {
    id: 'compact',
    title: 'Small and dark',
    text: 'One figure, the table collapsed, no form. The theme follows the page unless you set one.',
    html: `<a2-experiment preset="I2c" data="stand-in"
  compact readonly theme="dark"></a2-experiment>`,
  },
  {
    id: 'visible',
    title: 'From a URL, started automatically',
    text: 'With autorun="visible" it starts when it scrolls into view. The document is fetched from src; another host must allow that (CORS).',
    html: `<a2-experiment src="${lab}experiments/I1c.json"
  data="stand-in" autorun="visible" compact></a2-experiment>`,
  },
  {
    id: 'class',
    title: 'For a class',
    text: 'Readers answer a question before the first run, and the answer is saved in the results. Locked settings stay as you set them. If the document says so, the seed is derived from the student’s id. A lock is a convenience, not a security measure: anyone with the document can edit it.',
    html: `<a2-experiment preset="I1f" data="stand-in" compact
  lock="*" student="ab12"
  predict="Which optimiser is ahead after one epoch, and why?">
</a2-experiment>`,
  },
];
