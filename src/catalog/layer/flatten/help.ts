import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: String.raw`Writes the channels of a picture one after the other, row by row, as one list of features, which linear layers can read. It computes nothing.`,
  formulas: [],
} satisfies MemberHelp;
