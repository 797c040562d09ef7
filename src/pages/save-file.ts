export { saveFile } from '../components/save-menu/save-file.ts';
