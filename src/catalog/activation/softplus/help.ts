import type { MemberHelp } from '../../kinds/help.ts';

export default {
  text: String.raw`A smooth ReLU: its slope is the logistic function. Beyond the threshold it is computed as $z$ itself.`,
  formulas: [String.raw`g(z) = \tfrac{1}{\beta} \ln\left( 1 + e^{\beta z} \right)`],
  fields: {
    beta: { text: String.raw`How close it comes to ReLU: $\beta$.` },
    threshold: { text: String.raw`From which $\beta z$ on it is $z$.` },
  },
} satisfies MemberHelp;
