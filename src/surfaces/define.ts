/** `import 'a2-lab/define'` registers `<a2-experiment>`, unless the page already has one. */
import { define } from '../ui/elements/define.ts';
import { A2Experiment } from './embed/element.ts';

define('a2-experiment', A2Experiment);
