import { housingLook } from '../../shared/housing-look.ts';

export default housingLook(
  'The dear ones lie along the coast, around San Francisco and Los Angeles: a pattern of both coordinates together, of which a correlation with one of them shows little.',
);
