/** What embed.html loads: the element, and the experiment that the address names. */
import './embed.ts';
import { Frame } from './frame/frame.ts';
import { frameStyles } from './frame/styles.ts';
import { trustOwnScripts } from './protocol/trusted-scripts.ts';
import { adopt, adoptFallback } from './styles/adopt.ts';
import { tokens } from './styles/tokens.ts';

trustOwnScripts();
adopt(document, tokens, frameStyles);
void adoptFallback(document);
const place = document.querySelector('main');
if (place !== null) new Frame(place).start();
