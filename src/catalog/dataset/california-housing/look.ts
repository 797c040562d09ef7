import { housingLook } from '../../shared/housing-look.ts';

export default housingLook(
  'The most expensive districts lie along the coast, around San Francisco and Los Angeles. The pattern depends on both coordinates together; the correlation with either one shows little of it.',
);
