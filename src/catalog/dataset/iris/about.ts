import type { DatasetAbout } from '../../kinds/dataset.ts';

export default {
  summary: 'Sepals and petals of 150 irises of three species, measured in 1935.',
  licence: 'public domain',
  origin: {
    text: 'R. A. Fisher, 1936, from measurements by E. Anderson',
    url: 'https://doi.org/10.24432/C56C76',
  },
} satisfies DatasetAbout;
