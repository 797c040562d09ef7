import { planeAbout } from '../../shared/plane-about.ts';

export default planeAbout('400 points in four quadrants, of which opposite ones are of one class.');
