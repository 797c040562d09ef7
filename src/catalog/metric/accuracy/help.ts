import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: 'The share of rows whose largest output is the right class.',
  formulas: [String.raw`\frac{\#\{\, \hat y_i = y_i \,\}}{N}`],
} satisfies MemberHelp;
