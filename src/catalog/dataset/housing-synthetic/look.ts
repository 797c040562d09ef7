import { housingLook } from '../../shared/housing-look.ts';

export default housingLook('');
