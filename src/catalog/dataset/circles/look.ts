export { planeLook as default } from '../../shared/plane-about.ts';
