import { planeAbout } from '../../shared/plane-about.ts';

export default planeAbout('400 points on two spirals that are wound into each other.');
