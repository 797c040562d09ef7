import type { HandIn } from './types.ts';
export const reportDocument = (handIn: HandIn): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${handIn.student.name}</title><style>@page{size:A4;@bottom-center{content:counter(page)}}</style></head><body><h1>Report</h1>${handIn.runs.map((run) => `<h2>${run.experiment.name}</h2><p>${run.trials.map((t) => t.status).join(' ')}</p>`).join('')}</body></html>`;
export const figuresOfReport = (handIn: HandIn): readonly { name: string; svg: string }[] =>
  handIn.runs.map(({ experiment }) => ({
    name: experiment.name,
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="60" viewBox="0 0 120 60"><rect width="120" height="60" fill="white"/><text x="5" y="30">${experiment.name}</text></svg>`,
  }));
