import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: 'No activation: layers without one between them are together a single linear map, however many there are.',
  formulas: ['g(z) = z'],
} satisfies MemberHelp;
