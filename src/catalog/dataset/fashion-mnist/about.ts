import type { DatasetAbout } from '../../kinds/dataset.ts';

export default {
  summary: '70,000 grey 28 × 28 photographs of ten kinds of clothing.',
  licence: 'MIT, © 2017 Zalando SE',
  origin: {
    text: 'Xiao, Rasul and Vollgraf (Zalando Research), 2017',
    url: 'https://github.com/zalandoresearch/fashion-mnist',
  },
} satisfies DatasetAbout;
