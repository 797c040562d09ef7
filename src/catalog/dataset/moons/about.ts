import { planeAbout } from '../../shared/plane-about.ts';

export default planeAbout('400 points on two half circles that interlock.');
