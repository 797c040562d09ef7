export { saveFile } from '../elements/save-menu/save-file.ts';
