import type { DatasetAbout } from '../../kinds/dataset.ts';

export default {
  summary: 'House values of 20,640 Californian block groups in the census of 1990.',
  licence: 'none stated; published for free use by StatLib, from the 1990 U.S. census',
  origin: {
    text: 'Pace and Barry, 1997, via StatLib',
    url: 'https://www.dcc.fc.up.pt/~ltorgo/Regression/cal_housing.html',
  },
} satisfies DatasetAbout;
