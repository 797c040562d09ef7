import { planeAbout } from '../../shared/plane-about.ts';

export default planeAbout('400 points on two circles, one inside the other.');
