/** The script of embed.html: the element, with the experiment that the address names. */
import './embed.ts';
import { Frame } from './frame/frame.ts';
import { frameStyles } from './frame/styles.ts';
import { trustOwnScripts } from '../pool/trusted-scripts.ts';
import { adopt, adoptFallback } from '../ui/styles/adopt.ts';
import { tokens } from '../ui/styles/tokens.ts';

trustOwnScripts();
adopt(document, tokens, frameStyles);
void adoptFallback(document);
const place = document.querySelector('main');
if (place !== null) new Frame(place).start();
